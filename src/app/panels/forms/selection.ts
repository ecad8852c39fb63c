// The scenario and the exchange that the forms edit, with the path under which their drafts are filed.

import type { Exchange, Project, Scenario } from '#project/schema.ts';
import { editExchange, editScenario } from '../../store/edit-project.ts';
import { usePlayground, useWorkbench } from '../../workbench.ts';

export interface ScenarioSelection {
  scenario: Scenario;
  path: string;
  edit: (change: (scenario: Scenario) => Scenario) => void;
}

/** The scenario on screen; there always is one, the schema asks for it. */
export function useScenario(): ScenarioSelection {
  const { store } = useWorkbench();
  const index = usePlayground((state) => state.scenario);
  const scenario = usePlayground(
    (state) => state.project.scenarios[state.scenario] ?? (state.project.scenarios[0] as Scenario),
  );
  return {
    scenario,
    path: `scenarios.${index}`,
    edit: (change) =>
      store.getState().editProject((project) => editScenario(project, index, change)),
  };
}

export interface ExchangeSelection {
  exchange: Exchange;
  index: number;
  path: string;
  edit: (change: (exchange: Exchange) => Exchange) => void;
}

export function useExchange(): ExchangeSelection {
  const { store } = useWorkbench();
  const { scenario, path } = useScenario();
  const scenarioIndex = usePlayground((state) => state.scenario);
  const chosen = usePlayground((state) => state.exchange);
  const index = Math.min(chosen, scenario.exchanges.length - 1);
  return {
    exchange: scenario.exchanges[index] as Exchange,
    index,
    path: `${path}.exchanges.${index}`,
    edit: (change) =>
      store
        .getState()
        .editProject((project) => editExchange(project, scenarioIndex, index, change)),
  };
}

export function useProjectEdit(): (change: (project: Project) => Project) => void {
  const { store } = useWorkbench();
  return (change) => store.getState().editProject(change);
}
