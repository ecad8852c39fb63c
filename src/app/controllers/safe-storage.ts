// The browser's small synchronous storage, where it is allowed: sizes of panes, what was open, and work in the moment the page goes away.

export const safeStorage = {
  getItem: (key: string): string | null => read(() => localStorage.getItem(key)),
  setItem(key: string, value: string): void {
    tryTo(() => localStorage.setItem(key, value));
  },
  removeItem(key: string): void {
    tryTo(() => localStorage.removeItem(key));
  },
  keys: (prefix: string): string[] =>
    read(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [],
  /** For this tab, and for tabs to come that have nothing of their own. */
  rememberForTab(key: string, value: string): void {
    tryTo(() => sessionStorage.setItem(key, value));
    tryTo(() => localStorage.setItem(key, value));
  },
  ofTab: (key: string): string | null =>
    read(() => sessionStorage.getItem(key)) ?? read(() => localStorage.getItem(key)),
};

/** Storage may be blocked or full: what is kept here can be done without. */
function read<T>(from: () => T): T | null {
  try {
    return from();
  } catch {
    return null;
  }
}

function tryTo(write: () => void): void {
  read(write);
}
