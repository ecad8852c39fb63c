// Names of keys as this machine's keyboard has them.

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const runKeys = apple ? '⌘⏎' : 'Ctrl ⏎';
export const shareKeys = apple ? '⌘S' : 'Ctrl S';
export const projectsKeys = apple ? '⌘O' : 'Ctrl O';
export const paletteKeys = apple ? '⌘K' : 'Ctrl K';
export const undoKeys = apple ? '⌘Z' : 'Ctrl Z';
export const redoKeys = apple ? '⇧⌘Z' : 'Ctrl Shift Z';
export const backKeys = apple ? '⌃ −' : 'Alt ←';

export function combination(key: string): string {
  return apple ? `⌘${key}` : `Ctrl ${key}`;
}
