// A body as the rows of an HTML form; the text beneath keeps its spelling where nothing changes.

import { formRows, formText } from '#messages/form-text.ts';
import type { CheckedPairs, HeaderPair } from '#messages/rules.ts';
import { PairsField } from '../PairsField.tsx';

export interface FormRowsProps {
  path: string;
  text: string;
  onChange: (text: string) => void;
}

export function FormRows({ path, text, onChange }: FormRowsProps) {
  const rows = formRows(text);
  if (rows === null) {
    return (
      <p className="hint-text">
        The body is no form: a “%” in it has no two hexadecimal digits behind it. Show it as text to
        mend it.
      </p>
    );
  }
  return (
    <PairsField
      path={path}
      what="field"
      pairs={rows}
      check={withoutEmptyRows}
      onCommit={(pairs) => onChange(formText(pairs, text))}
    />
  );
}

function withoutEmptyRows(rows: HeaderPair[]): CheckedPairs {
  return { ok: true, pairs: rows.filter(([name, value]) => name !== '' || value !== '') };
}
