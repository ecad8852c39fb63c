// Takes a log or an error from elsewhere and says of every line that is known what it means, what to do, and where to look.

import { useEffect, useState } from 'react';
import type { Explanation, Explanations } from '#doctor/explain-message.ts';
import { plural } from '#trace/units.ts';
import { Button } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { Dialog } from './Dialog.tsx';
import { PlaceButton } from './PlaceButton.tsx';

const mostCharacters = 1024 * 1024;

export function ExplainDialog({ onClose }: { onClose: () => void }) {
  const { explain } = useWorkbench();
  const given = usePlayground((state) => state.toExplain);
  const [text, setText] = useState(given);
  const [asked, setAsked] = useState(given);
  const [answer, setAnswer] = useState<Explanations | string | null>(null);

  useEffect(() => {
    if (asked.trim() === '') return;
    let wanted = true;
    explain(asked).then(
      (found) => {
        if (wanted) setAnswer(found);
      },
      (error: unknown) => {
        if (wanted) setAnswer(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [asked, explain]);

  return (
    <Dialog title="Explain an error" size={860} onClose={onClose}>
      <div className="explain-form">
        <label>
          <span className="hint-text">
            Paste what Envoy, Istio, Envoy Gateway or an SDK has said, up to 1 MB. It stays on this
            page.
          </span>
          <textarea
            className="input mono"
            aria-label="Error or log"
            placeholder="Failed to load Wasm module due to a missing import: env.abort"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className="row">
          <span className="small t3 grow">
            {text.length > mostCharacters && 'It is longer than 1 MB: the beginning is read.'}
          </span>
          <Button
            look="primary"
            disabled={text.trim() === ''}
            onClick={() => {
              setAnswer(null);
              setAsked(text);
            }}
          >
            Explain
          </Button>
        </div>
      </div>
      {typeof answer === 'string' && (
        <p className="explain-sum tone-fault" role="alert">
          The text could not be read: {answer}.
        </p>
      )}
      {answer !== null && typeof answer !== 'string' && <Answer answer={answer} onJump={onClose} />}
    </Dialog>
  );
}

function Answer({ answer, onJump }: { answer: Explanations; onJump: () => void }) {
  const { explained, lines, unknown } = answer;
  return (
    <>
      <p className="explain-sum table-head" role="status">
        {explained.length === 0
          ? `None of ${plural(lines, 'line')} is known here. Look for lines with [wasm], "error" or "critical" around it.`
          : `${lines - unknown} of ${plural(lines, 'line')} known.${unknown === 0 ? '' : ' Of the rest nothing is known here.'}`}
      </p>
      {explained.length > 0 && (
        <div role="list" aria-label="Explanations">
          {explained.map((one) => (
            <Row key={one.lineNumber} one={one} onJump={onJump} />
          ))}
        </div>
      )}
    </>
  );
}

function Row({ one, onJump }: { one: Explanation; onJump: () => void }) {
  return (
    <div className="finding" role="listitem">
      <span className="t3">
        <Glyph name="info" />
      </span>
      <div>
        <code className="envoy-line quoted">{one.line}</code>
        <p>
          <span className="strong">{one.what}</span>
        </p>
        <p className="t2">{one.cure}</p>
        <div className="row wrap">
          <span className="small t3">
            line {one.lineNumber}, said by {one.by}
            {one.count > 1 && `, ${one.count} times`}
          </span>
          {one.places.map((place) => (
            <PlaceButton key={JSON.stringify(place)} place={place} onJump={onJump} />
          ))}
        </div>
      </div>
    </div>
  );
}
