// A body as JSON: what is wrong is told in its place, and sent as it stands, because a filter meets such bodies too.

import { useId } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { formattedJson, jsonValue } from '../json.ts';
import { LinedText } from '../LinedText.tsx';

export function JsonText({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const id = useId();
  const checked = text.trim() === '' ? null : jsonValue(text);
  const problem = checked?.ok === false ? checked.problem : null;
  const formatted = checked?.ok === true ? formattedJson(text) : text;
  return (
    <>
      <LinedText
        label="Body"
        text={text}
        problem={problem}
        describedBy={problem === null ? undefined : id}
        rows={3}
        onChange={onChange}
      />
      {problem !== null && (
        <p className="problem" id={id}>
          <Glyph name="warning" />
          <span>
            {problem}. <span className="in-force">It is sent as it stands.</span>
          </span>
        </p>
      )}
      {formatted !== text && (
        <div>
          <Button look="quiet" onClick={() => onChange(formatted)}>
            Format
          </Button>
        </div>
      )}
    </>
  );
}
