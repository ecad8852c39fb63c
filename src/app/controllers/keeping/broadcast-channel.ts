// The browser's channel between tabs of one page; where it has none, tabs learn of each other when the storage refuses a write.

import type { TabChannel } from './tab-controller.ts';
import type { TabMessage } from './tab-rules.ts';

export function broadcastChannel(): TabChannel {
  if (!('BroadcastChannel' in globalThis)) return { post: () => {}, listen: () => {} };
  const channel = new BroadcastChannel('sluice-projects');
  return {
    post: (message) => channel.postMessage(message),
    listen: (heard) =>
      channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => heard(data)),
  };
}
