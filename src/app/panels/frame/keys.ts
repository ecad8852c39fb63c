// Names of keys as this machine's keyboard has them.

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const runKeys = apple ? '⌘⏎' : 'Ctrl ⏎';
