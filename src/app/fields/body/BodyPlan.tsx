// When the pieces of a body are sent, drawn as a bar, and the numbers that cut it anew.

import { useState } from 'react';
import {
  bodyPieces,
  cutByCount,
  cutBySize,
  mostPieces,
  type Piece,
  withDelays,
} from '#messages/body-plan.ts';
import { mostBodyBytes } from '#messages/message.ts';
import { type Checked, type Rule } from '#messages/rules.ts';
import type { Body } from '#project/schema.ts';
import { formatBytes, formatMs, plural } from '#trace/units.ts';
import { withoutDrafts } from '../../store/drafts.ts';
import { useWorkbench } from '../../workbench.ts';
import { DraftField } from '../DraftField.tsx';
import { delayMs, wholeNumber } from '../rules.ts';

/** More pieces than these have no room for their numbers. */
const mostLabels = 4;

export interface BodyPlanProps {
  path: string;
  body: Body;
  byHand: boolean;
  /** The pieces cannot be shown as one text. */
  mustBeByHand: boolean;
  onByHand: (byHand: boolean) => void;
  onCommit: (body: Body) => void;
}

export function BodyPlan(props: BodyPlanProps) {
  const { path, body, byHand, mustBeByHand, onByHand, onCommit } = props;
  const { store } = useWorkbench();
  const [apartMs, setApartMs] = useState(body.chunks[1]?.delayMs ?? 0);
  const pieces = bodyPieces(body);

  /** A rule that also says when the body cannot be cut so. */
  function cutting(
    rule: Rule<number>,
    cut: (body: Body, number: number, apartMs: number) => Checked<Body>,
  ): Rule<Body> {
    return (text) => {
      const number = rule(text);
      return number.ok ? cut(body, number.value, apartMs) : number;
    };
  }

  function commitCut(next: Body): void {
    const { drafts, setDrafts } = store.getState();
    setDrafts(withoutDrafts(withoutDrafts(drafts, `${path}.chunks`), `${path}.plan`));
    onCommit(next);
  }

  return (
    <>
      <PlanBar pieces={pieces} />
      <div className="chunk-line plan-line">
        <DraftField
          path={`${path}.plan.count`}
          label="Number of pieces"
          hideLabel
          value={String(pieces.length)}
          rule={cutting(wholeNumber('The number of pieces', 1, mostPieces), cutByCount)}
          onCommit={commitCut}
        />
        <span>{pieces.length === 1 ? 'piece of' : 'pieces of'}</span>
        <DraftField
          path={`${path}.plan.size`}
          label="Bytes of a piece"
          hideLabel
          value={String(pieces[0]?.bytes ?? 0)}
          rule={cutting(wholeNumber('The size of a piece', 1, mostBodyBytes), cutBySize)}
          onCommit={commitCut}
        />
        <span>B,</span>
        <DraftField
          path={`${path}.plan.apart`}
          label="Time between pieces in ms"
          hideLabel
          value={String(body.chunks[1]?.delayMs ?? apartMs)}
          rule={delayMs}
          onCommit={(apart) => {
            setApartMs(apart);
            commitCut(withDelays(body, apart));
          }}
        />
        <span>ms apart</span>
      </div>
      <div className="chunk-line">
        <label className="check">
          <input
            type="checkbox"
            checked={byHand}
            disabled={mustBeByHand}
            onChange={(event) => onByHand(event.target.checked)}
          />
          Pieces by hand
        </label>
        <span className="grow" />
        <select
          className="input slim"
          aria-label="Framing of the body"
          value={body.framing}
          onChange={(event) =>
            onCommit({ ...body, framing: event.target.value as Body['framing'] })
          }
        >
          <option value="auto">framing: auto</option>
          <option value="content-length">content-length</option>
          <option value="chunked">chunked</option>
        </select>
      </div>
    </>
  );
}

function PlanBar({ pieces }: { pieces: readonly Piece[] }) {
  const total = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const last = pieces.at(-1)?.atMs ?? 0;
  const labelled = pieces.length <= mostLabels;
  const told = labelled
    ? pieces.map((piece) => `${formatBytes(piece.bytes)} at ${formatMs(piece.atMs)}`).join(', ')
    : `${plural(pieces.length, 'piece')}, the last at ${formatMs(last)}`;
  return (
    <div className="plan-bar" role="img" aria-label={told} title={told}>
      {pieces.slice(0, mostPieces).map((piece, index) => (
        <span
          // Pieces have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          style={{ flexGrow: total === 0 ? 1 : piece.bytes }}
        >
          {labelled && (
            <>
              {formatBytes(piece.bytes)} <span className="t3">at {formatMs(piece.atMs)}</span>
            </>
          )}
        </span>
      ))}
      {!labelled && <span className="plan-sum">{told}</span>}
    </div>
  );
}
