// The fragment of the page's address: a link in it is opened, at the start and whenever it changes, and one that no longer says what is on
// the page is taken out of it.

import { claimsToBeLink } from '#share/claims-to-be-link.ts';
import type * as linkReader from '#share/read-link.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { ProjectController } from './project-controller.ts';

export interface AddressController {
  /** Opens the link in the address, if there is one; resolves when its project is on the page, or when it was said why not. */
  openLink(): Promise<void>;
  /** Puts a fragment in place of the one before, without a step in the history. */
  put(fragment: string): void;
}

export interface AddressDeps {
  store: PlaygroundStore;
  projects: ProjectController;
  loadReader: () => Promise<typeof linkReader>;
  readFragment: () => string;
  /** An empty one takes the `#` away too. */
  replaceFragment: (fragment: string) => void;
  /** Says it until the person closes it. */
  tellUntilClosed: (message: string) => void;
  /** Says where the project came from; `covers` names the person's own work, if there is some behind it. */
  tellShared: (name: string, covers: string | null) => void;
}

export function createAddressController(deps: AddressDeps): AddressController {
  const { store, projects } = deps;

  async function openLink(): Promise<void> {
    const fragment = deps.readFragment();
    if (!claimsToBeLink(fragment)) return;
    const read = await readOrSay(fragment);
    // A newer address has been entered meanwhile.
    if (read === null || deps.readFragment() !== fragment) return;
    await projects.openShared(read.project, exampleIn(fragment));
    const { project, fromLink } = store.getState();
    if (fromLink !== null) deps.tellShared(project.name, fromLink.covers);
    if (read.place === null) return;
    store.getState().showScenario(read.place.scenario);
    if (read.place.seq !== null)
      store.getState().show({ resultTab: 'timeline', selectedSeq: read.place.seq });
  }

  async function readOrSay(fragment: string) {
    try {
      const reader = await deps.loadReader();
      const read = await reader.readLink(fragment);
      if (read.ok) return read;
      deps.tellUntilClosed(`${read.problem.message} What is on the page stays as it is.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      deps.tellUntilClosed(
        `What reads links could not be loaded (${reason}). Reload the page to try again.`,
      );
    }
    return null;
  }

  store.subscribe((state, before) => {
    const opensLink = state.openings !== before.openings && state.fromLink !== null;
    if (state.revision === before.revision || opensLink) return;
    if (claimsToBeLink(deps.readFragment())) deps.replaceFragment('');
  });

  return { openLink, put: deps.replaceFragment };
}

/** Such as `cors` of `1.a-cors.…`: a hint that spares compiling, and nothing more. */
export function exampleIn(fragment: string): string | null {
  return /^#?\d+\.[a-z]+-([a-z0-9-]+)\./.exec(fragment)?.[1] ?? null;
}
