// One attribute: how a filter asks for it, what it is given, why there is nothing elsewhere, and another value for it.

import type { Project } from '#project/schema.ts';
import type { AttributeRow } from '#trace/attribute-rows.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import type { Rule } from '#messages/rules.ts';

export interface AttributeDetailProps {
  row: AttributeRow;
  path: string;
  attributes: Project['attributes'];
  onCommit: (attributes: Project['attributes']) => void;
}

export function AttributeDetail({ row, path, attributes, onCommit }: AttributeDetailProps) {
  const { [row.name]: own, ...others } = attributes;
  return (
    <section className="attribute-detail" aria-label={`Attribute ${row.name}`}>
      <dl>
        <dt>Path</dt>
        <dd className="mono">{JSON.stringify(row.path)}</dd>
        <dt>Value</dt>
        <dd className="mono attribute-value">{row.type === '' ? row.why : row.text}</dd>
        {row.hex !== '' && (
          <>
            <dt>Bytes</dt>
            <dd className="mono attribute-value">
              {row.sizeBytes} B: {row.hex}
              {row.sizeBytes > 64 && ' …'}
            </dd>
          </>
        )}
        {row.type !== '' && row.why !== '' && (
          <>
            <dt>Elsewhere</dt>
            <dd>{row.why}</dd>
          </>
        )}
      </dl>
      {row.canBeOverridden && (
        <DraftField
          path={path}
          label={`Instead of the value of ${row.name}`}
          placeholder="the run’s own"
          value={own === undefined ? '' : String(own)}
          rule={row.isAddress ? address : anyValue}
          onCommit={(value) => onCommit(value === null ? others : { ...others, [row.name]: value })}
        />
      )}
    </section>
  );
}

type Value = string | number | boolean;

const anyValue: Rule<Value | null> = (text) => {
  if (text === '') return { ok: true, value: null };
  if (text === 'true' || text === 'false') return { ok: true, value: text === 'true' };
  return { ok: true, value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text };
};

const address: Rule<Value | null> = (text) => {
  if (text === '') return { ok: true, value: null };
  return /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\]):\d{1,5}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, problem: 'An address is like 203.0.113.9:4000 or [2001:db8::1]:4000.' };
};
