// In one column a link to a source line must also bring the code into view, and one to a form the scenario.

import { useEffect, useEffectEvent, useRef } from 'react';
import { usePlayground } from '../../workbench.ts';

export function useFollowReveal(showCode: () => void): void {
  useFollow(
    usePlayground((state) => state.reveal?.nonce ?? 0),
    showCode,
  );
}

export function useFollowForm(showScenario: () => void): void {
  useFollow(
    usePlayground((state) => state.formsAsked),
    showScenario,
  );
}

function useFollow(nonce: number, bring: () => void): void {
  const seen = useRef(nonce);
  const show = useEffectEvent(bring);
  useEffect(() => {
    if (nonce === seen.current) return;
    seen.current = nonce;
    show();
  }, [nonce]);
}
