// What a variant would do to the run on screen: two cells, what comes of it and what is different.

import { ChipText } from './ChipText.tsx';
import { useOutcome } from './use-outcome.ts';
import type { Variant } from '../../../controllers/variants.ts';

/** `variant` is null for what is in force. */
export function Outcome({ variant }: { variant: Variant | null }) {
  const { chip, note, seen } = useOutcome(variant);
  if (chip === null) return <span className="t3 try-note">{note}</span>;
  return (
    <>
      <ChipText chip={chip} />
      <span className={seen ? 'medium' : 't3'} title={note}>
        {note}
      </span>
    </>
  );
}
