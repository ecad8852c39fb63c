// The sentence under a field that does not hold, with what is in force meanwhile.

import { Glyph } from '../ui/Glyph.tsx';

export function Problem({ id, text, inForce }: { id: string; text: string; inForce?: string }) {
  return (
    <p className="problem" id={id}>
      <Glyph name="fault" />
      <span>
        {text.endsWith('.') ? text : `${text}.`}{' '}
        {inForce !== undefined && <span className="in-force">{inForce}</span>}
      </span>
    </p>
  );
}
