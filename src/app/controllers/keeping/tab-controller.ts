// Tells this browser's other tabs what is open and saved here, hears the same of them, and does what the person decides when two have one
// project.

import type { PlaygroundStore } from '../../store/playground-store.ts';
import { nameOfCopy, type ProjectController } from '../project-controller.ts';
import type { ProjectStorage } from './project-storage.ts';
import { firstTabState, stepTab, type TabEvent, type TabMessage } from './tab-rules.ts';

/** What a BroadcastChannel does. */
export interface TabChannel {
  post(message: TabMessage): void;
  listen(heard: (message: TabMessage) => void): void;
}

export interface TabController {
  /** Goes on with what is on the page as a project of its own. */
  workOnCopy(): void;
  /** Saves here from now on. What the other tab saved is on the page, or an earlier version where this one has edits. */
  takeOver(): Promise<void>;
  /** Shows what the other tab saved. */
  reload(): Promise<void>;
  saved(): void;
  overtaken(): void;
  /** A project that is not on the page was changed. */
  announceChange(id: string): void;
  leave(): void;
  comeBack(): void;
}

export interface TabDeps {
  store: PlaygroundStore;
  storage: Pick<ProjectStorage, 'keepVersion'>;
  projects: Pick<ProjectController, 'reopen'>;
  channel: TabChannel;
  tab: string;
  now: () => number;
  newId: () => string;
  flushEditors: () => void;
  follow: (id: string, revision: number) => void;
}

export function createTabController(deps: TabDeps): TabController {
  const { store, channel } = deps;
  let state = firstTabState(deps.tab);

  function step(event: TabEvent): void {
    const next = stepTab(state, event);
    state = next.state;
    for (const message of next.say) channel.post(message);
    const { holder, behind } = state;
    const elsewhere = holder !== null || behind ? { behind } : null;
    if (JSON.stringify(store.getState().elsewhere) !== JSON.stringify(elsewhere))
      store.getState().setElsewhere(elsewhere);
  }

  const open = (): void =>
    step({ kind: 'opened', project: store.getState().projectId, nowMs: deps.now() });

  channel.listen((message) => step({ kind: 'heard', message }));
  store.subscribe((now, before) => {
    if (now.projectId !== before.projectId || now.openings !== before.openings) open();
  });
  open();

  return {
    workOnCopy() {
      deps.flushEditors();
      store.getState().keepAs(deps.newId());
      store.getState().editProject((project) => ({ ...project, name: nameOfCopy(project.name) }));
    },
    async takeOver() {
      deps.flushEditors();
      const { projectId, saving } = store.getState();
      if (projectId === null) return;
      if (saving.status === 'kept') {
        step({ kind: 'taken-over' });
        await deps.projects.reopen();
        return;
      }
      deps.follow(projectId, await deps.storage.keepVersion(projectId));
      step({ kind: 'caught-up' });
      step({ kind: 'taken-over' });
    },
    reload: () => deps.projects.reopen(),
    saved: () => step({ kind: 'saved' }),
    overtaken: () => step({ kind: 'overtaken' }),
    announceChange: (project) => {
      if (project === state.project) step({ kind: 'saved' });
      else channel.post({ kind: 'saved', project, claim: state.claim });
    },
    leave: () => step({ kind: 'left' }),
    comeBack: open,
  };
}
