// What in the project looks secret, where it stands, and whether it goes into the link.

import type { Secret } from '#share/secrets/find-secrets.ts';
import { Glyph } from '../../ui/Glyph.tsx';

const mostShown = 4;

export interface SecretNoticeProps {
  secrets: readonly Secret[];
  redacting: boolean;
  onChange: (redacting: boolean) => void;
}

export function SecretNotice({ secrets, redacting, onChange }: SecretNoticeProps) {
  const more = secrets.length - mostShown;
  return (
    <section className="share-secrets">
      <div className="row">
        <span className="tone-changed">
          <Glyph name="warning" />
        </span>
        <span className="medium grow">
          {secrets.length === 1
            ? 'One value looks like a secret'
            : `${secrets.length} values look like secrets`}
        </span>
        <label className="check">
          <input
            type="checkbox"
            checked={redacting}
            onChange={(event) => onChange(event.target.checked)}
          />
          Redact
        </label>
      </div>
      <ul>
        {secrets.slice(0, mostShown).map(({ what, where, value }, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <span className="small t2">{where}</span>
            <span>
              <span className={`mono ${redacting ? 'struck' : ''}`}>{hint(value)}</span>{' '}
              <span className="small t2">{what}</span>
            </span>
          </li>
        ))}
        {more > 0 && <li className="small t2">and {more} more</li>}
      </ul>
      <p className="small t2">
        {redacting
          ? 'The link has REDACTED in their place; yours stay. A filter that checks them may answer differently.'
          : 'The link has them as they are, for everybody who gets hold of it.'}
      </p>
    </section>
  );
}

/** Enough to know it again, for somebody may be looking over the shoulder. */
function hint(value: string): string {
  const line = value.split('\n')[0] ?? '';
  return line.length > 8 ? `${line.slice(0, 4)}…${line.slice(-2)}` : `${line.slice(0, 2)}…`;
}
