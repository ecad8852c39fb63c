// A body in the form that suits it, and in the others on demand.

import { type ReactNode, useEffect, useState } from 'react';
import { encodeBase64 } from '#abi/base64.ts';
import type { ReportedBody } from '#run/api.ts';
import { type BodyForm, bodyBytes, bodyForms, formFields } from '#trace/body-forms.ts';
import { hexDump } from '#trace/hex-lines.ts';
import type { BodyRow } from '#trace/journey.ts';
import { lineDiff } from '#trace/line-diff.ts';
import { formatBytes } from '#trace/units.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { JsonTree } from './JsonTree.tsx';

export interface BodyViewProps {
  /** What the body is of, such as `Body of the request`. */
  label: string;
  /** How large it is and was, for its head. */
  size: ReactNode;
  change: BodyRow['change'];
  body: ReportedBody;
  /** The media type; empty when it is not said. */
  type: string;
  /** The content coding that hides the body; null for none. */
  hiddenBy: string | null;
  /** What it was before, when it was changed. */
  before: ReportedBody | null;
  /** Stands at the end of the head. */
  action: ReactNode;
}

type Form = BodyForm | 'diff';

const labels: Record<Form, string> = {
  diff: 'Diff',
  json: 'JSON',
  fields: 'Form',
  image: 'Image',
  text: 'Text',
  hex: 'Hex',
};

/** A body is shown as far as a person reads it. */
const mostInflatedBytes = 200_000;
const mostHexBytes = 4096;

export function BodyView(props: BodyViewProps) {
  const { label, size, change, body, type, hiddenBy, before, action } = props;
  const [chosen, setChosen] = useState<Form | null>(null);
  const { shown, note } = useInflated(body, hiddenBy);
  const differs =
    before !== null && before.encoding === 'text' && shown === body && body.encoding === 'text';
  const forms: Form[] = [...(differs ? (['diff'] as const) : []), ...bodyForms(type, shown)];
  const form = forms.find((one) => one === chosen) ?? forms[0] ?? 'hex';
  return (
    <div className="body-view">
      <div className={`diff-row body-bar ${change} ${change === 'same' ? '' : 'own'}`}>
        {change === 'same' ? <span /> : <Glyph name={change} label={change} />}
        <span className="pair-text">
          <span className="key">body:</span> {size}
          {note !== '' && ` · ${note}`}
        </span>
        <Choice
          slim
          label={`${label}, shown as`}
          value={form}
          options={forms.map((value) => ({ value, label: labels[value] }))}
          onChange={setChosen}
        />
        {action}
      </div>
      {/* A long body scrolls, and scrolling must be possible by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="body-text" tabIndex={0} role="group" aria-label={label}>
        <Shown form={form} body={shown} type={type} before={before} />
      </div>
    </div>
  );
}

interface ShownProps {
  form: Form;
  body: ReportedBody;
  type: string;
  before: ReportedBody | null;
}

function Shown({ form, body, type, before }: ShownProps) {
  switch (form) {
    case 'diff':
      return <Diff before={before?.data ?? ''} after={body.data} />;
    case 'json':
      return <JsonTree value={JSON.parse(body.data) as unknown} />;
    case 'fields':
      return <Fields text={body.data} />;
    case 'image':
      return <Picture body={body} type={type} />;
    case 'text':
      return <pre>{body.data}</pre>;
    case 'hex':
      return <Hex body={body} />;
  }
}

function Diff({ before, after }: { before: string; after: string }) {
  return (
    <ol className="plain-list">
      {lineDiff(before, after).map(({ change, text }, index) => (
        // Lines of two texts that do not change.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={`diff-line ${change}`}>
          <span aria-label={change === 'same' ? undefined : change}>
            {change === 'same' ? ' ' : change === 'added' ? '+' : '−'}
          </span>
          <span>{text === '' ? ' ' : text}</span>
        </li>
      ))}
    </ol>
  );
}

function Fields({ text }: { text: string }) {
  return (
    <dl className="form-fields">
      {formFields(text).map(([name, value], index) => (
        // Fields may be alike, and keep their order.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index}>
          <dt className="key">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Picture({ body, type }: { body: ReportedBody; type: string }) {
  const base64 = body.encoding === 'base64' ? body.data : encodeBase64(bodyBytes(body));
  return <img src={`data:${type};base64,${base64}`} alt="The body" className="body-image" />;
}

function Hex({ body }: { body: ReportedBody }) {
  const bytes = bodyBytes(body);
  const more = body.sizeBytes - Math.min(bytes.length, mostHexBytes);
  return (
    <>
      <pre className="hex">{hexDump(bytes.subarray(0, mostHexBytes))}</pre>
      {more > 0 && <p className="small t3">and {formatBytes(more)} more</p>}
    </>
  );
}

/** The body as it was before it was compressed, when that can be had; until then, and otherwise, as it is. */
function useInflated(
  body: ReportedBody,
  hiddenBy: string | null,
): { shown: ReportedBody; note: string } {
  const [inflated, setInflated] = useState<{
    of: ReportedBody;
    shown: ReportedBody;
    note: string;
  }>();
  useEffect(() => {
    if (hiddenBy === null || body.sizeBytes === 0) return undefined;
    let wanted = true;
    void import('#trace/inflate.ts').then(({ inflatable, inflate }) => {
      if (!wanted) return;
      if (!inflatable.has(hiddenBy)) {
        setInflated({ of: body, shown: body, note: `${hiddenBy}, which cannot be undone here` });
        return;
      }
      const result = inflate(bodyBytes(body), mostInflatedBytes);
      setInflated(
        result.ok
          ? {
              of: body,
              shown: asReported(result.bytes, result.truncated),
              note: `${hiddenBy}, shown inflated`,
            }
          : { of: body, shown: body, note: `not ${hiddenBy}: ${result.why}` },
      );
    });
    return () => {
      wanted = false;
    };
  }, [body, hiddenBy]);
  return inflated?.of === body ? inflated : { shown: body, note: hiddenBy ?? '' };
}

function asReported(bytes: Uint8Array<ArrayBuffer>, truncated: boolean): ReportedBody {
  try {
    const data = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: truncated });
    return { sizeBytes: bytes.length, encoding: 'text', data, truncated };
  } catch {
    return { sizeBytes: bytes.length, encoding: 'base64', data: encodeBase64(bytes), truncated };
  }
}
