// Has the other run played, anew for each new result on screen; waits for the run on screen to end.

import { useEffect, useState } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import type { Variant } from '../../../controllers/variants.ts';
import { usePlayground, useWorkbench } from '../../../workbench.ts';

/** A text in the making is not played at every key. */
const pauseMs = 250;

/** The report, a sentence when there is none, or null while it is being played or there is nothing to play. */
export function usePlayed(variant: Variant | null): ScenarioReport | string | null {
  const { compare } = useWorkbench();
  const ready = usePlayground((state) => state.run.status === 'done');
  const resultKey = usePlayground((state) => state.resultKey);
  const scenario = usePlayground((state) => state.scenario);
  const asked = variant === null ? '' : JSON.stringify([variant, resultKey, scenario]);
  const [played, setPlayed] = useState<{ asked: string; report: ScenarioReport | string }>();

  useEffect(() => {
    if (asked === '' || !ready) return;
    const [wanted] = JSON.parse(asked) as [Variant];
    const wish = new AbortController();
    const timer = setTimeout(() => {
      void compare.play(wanted, wish.signal).then((report) => {
        if (!wish.signal.aborted) setPlayed({ asked, report });
      });
    }, pauseMs);
    return () => {
      wish.abort();
      clearTimeout(timer);
    };
  }, [asked, ready, compare]);

  return played?.asked === asked ? played.report : null;
}
