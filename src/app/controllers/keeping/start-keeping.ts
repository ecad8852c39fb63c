// What keeps the person's work, put together: saving, projects, their list, and what other tabs have. The page and its tests start it here.

import {
  type PersistenceController,
  type PersistenceDeps,
  startPersistence,
} from '../persistence-controller.ts';
import {
  createProjectController,
  type ProjectController,
  type ProjectControllerDeps,
} from '../project-controller.ts';
import { createProjectList, type ProjectList, type ProjectListDeps } from '../project-list.ts';
import { createTabController, type TabController, type TabDeps } from './tab-controller.ts';

/** What the four are given from outside; what they give each other is not among it. */
export type KeepingDeps = Omit<PersistenceDeps, 'onSaved' | 'onOvertaken'> &
  Omit<ProjectControllerDeps, 'flushWork' | 'follow'> &
  Pick<ProjectListDeps, 'askToPersist' | 'tellUndo'> &
  Pick<TabDeps, 'channel' | 'tab' | 'now'> & {
    /** The project that is on the page already; null when nothing of it is kept. */
    kept: { id: string; revision: number } | null;
  };

export interface Keeping {
  persistence: PersistenceController;
  projects: ProjectController;
  projectList: ProjectList;
  tabs: TabController;
}

export function startKeeping(deps: KeepingDeps): Keeping {
  const persistence = startPersistence({
    ...deps,
    onSaved: () => tabs.saved(),
    onOvertaken: () => tabs.overtaken(),
  });
  if (deps.kept !== null) persistence.follow(deps.kept.id, deps.kept.revision);
  const saving = {
    ...deps,
    flushWork: () => persistence.flush(),
    follow: (id: string, revision: number) => persistence.follow(id, revision),
  };
  const projects = createProjectController(saving);
  const tabs = createTabController({ ...saving, projects });
  const projectList = createProjectList({
    ...saving,
    projects,
    announceChange: (id) => tabs.announceChange(id),
  });
  return { persistence, projects, projectList, tabs };
}
