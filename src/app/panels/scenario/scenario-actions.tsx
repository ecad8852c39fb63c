// Adding, copying, renaming and deleting scenarios; what is deleted can be had back.

import type { Project, Scenario } from '#project/schema.ts';
import { emptyAnswer } from '../../fields/ServerField.tsx';
import { renumberDrafts, withoutRow } from '../../store/drafts.ts';
import { editScenario, freeName } from '../../store/edit-project.ts';
import { tellUndo } from '../../ui/notices.tsx';
import { useWorkbench } from '../../workbench.ts';

export function newExchange(): Scenario['exchanges'][number] {
  return {
    request: {
      method: 'GET',
      scheme: 'http',
      authority: 'localhost:10000',
      path: '/',
      headers: [],
      body: { encoding: 'text', chunks: [], framing: 'auto' },
      trailers: [],
    },
    upstream: emptyAnswer(),
    afterMs: 0,
  };
}

function newScenario(name: string): Scenario {
  return {
    name,
    exchanges: [newExchange()],
    repeat: 1,
    calls: [],
    clockMs: 1_767_225_600_000,
    seed: 1,
    lingerMs: 0,
    overrides: {},
    expect: [],
  };
}

export interface ScenarioActions {
  add(): void;
  duplicate(): void;
  remove(): void;
  rename(name: string): void;
}

export function useScenarioActions(): ScenarioActions {
  const { store } = useWorkbench();

  function append(make: (project: Project, active: number) => Scenario | undefined): void {
    const { project, scenario: active, editProject, showScenario } = store.getState();
    const made = make(project, active);
    if (made === undefined) return;
    editProject((old) => ({ ...old, scenarios: [...old.scenarios, made] }));
    showScenario(project.scenarios.length);
  }
  const names = (project: Project): string[] => project.scenarios.map((one) => one.name);

  return {
    add: () => append((project) => newScenario(freeName('scenario', names(project)))),
    duplicate: () =>
      append((project, active) => {
        const source = project.scenarios[active];
        if (source === undefined) return undefined;
        return { ...source, name: freeName(`${source.name} copy`, names(project)) };
      }),
    rename: (name) => {
      const { scenario: active, editProject } = store.getState();
      editProject((project) => editScenario(project, active, (old) => ({ ...old, name })));
    },
    remove: () => {
      const state = store.getState();
      const { project, scenario: index, drafts } = state;
      const gone = project.scenarios[index];
      if (gone === undefined || project.scenarios.length === 1) return;
      state.editProject((old) => ({
        ...old,
        scenarios: old.scenarios.filter((_, at) => at !== index),
      }));
      state.setDrafts(renumberDrafts(drafts, 'scenarios', withoutRow(index)));
      state.showScenario(Math.min(index, project.scenarios.length - 2));
      tellUndo(`Scenario ${gone.name} is deleted.`, () => {
        const now = store.getState();
        const at = Math.min(index, now.project.scenarios.length);
        now.setDrafts(
          renumberDrafts(now.drafts, 'scenarios', (old) => (old >= at ? old + 1 : old)),
        );
        now.editProject((old) => ({ ...old, scenarios: old.scenarios.toSpliced(at, 0, gone) }));
        now.showScenario(at);
      });
    },
  };
}
