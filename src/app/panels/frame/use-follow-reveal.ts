// In one column a link to a source line must also bring the code into view.

import { useEffect, useEffectEvent, useRef } from 'react';
import { usePlayground } from '../../workbench.ts';

export function useFollowReveal(showCode: () => void): void {
  const nonce = usePlayground((state) => state.reveal?.nonce ?? 0);
  const seen = useRef(nonce);
  const show = useEffectEvent(showCode);
  useEffect(() => {
    if (nonce === seen.current) return;
    seen.current = nonce;
    show();
  }, [nonce]);
}
