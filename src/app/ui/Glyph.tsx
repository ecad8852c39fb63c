// The drawn marks that go with every colour of meaning, so that they look alike on every system.

export type GlyphName =
  | 'added'
  | 'changed'
  | 'removed'
  | 'paused'
  | 'fault'
  | 'ok'
  | 'warning'
  | 'continue'
  | 'info';

const strokes: Partial<Record<GlyphName, string>> = {
  added: 'M6 2.2v7.6M2.2 6h7.6',
  changed: 'M1.6 7.4c1.2-3 2.8-3 4.4-1.4s3.2 1.6 4.4-1.4',
  removed: 'M2.2 6h7.6',
  paused: 'M4 2.4v7.2M8 2.4v7.2',
  ok: 'M2 6.4l2.800 2.800L10 3.400',
  info: 'M6 5.400v4M6 2.700v.1',
};

export function Glyph({ name, label }: { name: GlyphName; label?: string }) {
  const stroke = strokes[name];
  return (
    <svg
      className="glyph"
      viewBox="0 0 12 12"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {stroke !== undefined && (
        <path
          d={stroke}
          stroke="currentColor"
          strokeWidth={name === 'paused' ? 2.2 : 1.8}
          fill="none"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {name === 'continue' && <path d="M4 2.600L8 6l-4 3.400z" fill="currentColor" />}
      {name === 'fault' && (
        <>
          <path
            d="M3.700.5h4.600l3.200 3.200v4.600l-3.200 3.200H3.700L.5 8.300V3.700z"
            fill="currentColor"
          />
          <path
            d="M4.200 4.200l3.600 3.600M7.800 4.200L4.200 7.800"
            stroke="var(--sl-pane)"
            strokeWidth="1.500"
            strokeLinecap="round"
          />
        </>
      )}
      {name === 'warning' && (
        <>
          <path d="M6 .9l5.500 10H.5z" fill="currentColor" />
          <path
            d="M6 4.300v3M6 9.100v.1"
            stroke="var(--sl-pane)"
            strokeWidth="1.400"
            strokeLinecap="round"
          />
        </>
      )}
    </svg>
  );
}
