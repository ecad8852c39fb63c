// Whether the page wears its dark theme: read from the page itself, so that who asks for its colours then finds them in force.

import { useSyncExternalStore } from 'react';

const attribute = 'data-mantine-color-scheme';

/** Calls back after each change of theme, also where the system makes it. Returns the end of it. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [attribute] });
  return () => observer.disconnect();
}

const isDark = (): boolean => document.documentElement.getAttribute(attribute) === 'dark';

export function useDark(): boolean {
  return useSyncExternalStore(watchTheme, isDark);
}
