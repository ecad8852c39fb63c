// Keeps all of Sluice in the browser for visits without a network, and says when a newer version has come.

/** How often a tab that stays open asks whether there is a newer version. */
const askAgainMs = 60 * 60 * 1000;

export interface OfflineDeps {
  /** Tells the person that a newer version is there; `reload` takes it. */
  tellUpdate(message: string, reload: () => void): void;
}

/** Without service workers (a private window, a plain http address) the page works as before, as long as there is a network. */
export async function startOffline({ tellUpdate }: OfflineDeps): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  reloadWithOthers();
  const { registerSW } = await import('virtual:pwa-register');
  const takeUpdate = registerSW({
    onNeedRefresh: () =>
      tellUpdate('A newer Sluice is ready. Your work stays as it is.', () => void takeUpdate(true)),
    onRegisteredSW: (_, registration) => {
      if (registration === undefined) return;
      // Without a network there is nothing to ask, and nothing to tell.
      setInterval(() => void registration.update().catch(() => {}), askAgainMs);
    },
    // Blocked by the browser's settings: nothing that the person does here depends on it.
    onRegisterError: () => {},
  });
}

/** The newer version was taken in one tab, and all tabs have it: a page of the old one would miss its parts. */
function reloadWithOthers(): void {
  let had = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (had) location.reload();
    had = true;
  });
}

/** A part of the page that loads late is gone from the server when another version was put there meanwhile. */
export function watchForMissingParts({ tellUpdate }: OfflineDeps): void {
  window.addEventListener(
    'vite:preloadError',
    () =>
      tellUpdate(
        'A part of Sluice could not be loaded: the network is gone, or the server has a newer version. Your work stays as it is.',
        () => location.reload(),
      ),
    { once: true },
  );
}
