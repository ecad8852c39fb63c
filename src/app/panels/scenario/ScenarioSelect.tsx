// Which scenario is on screen, as a list to choose from: where there is no room for tabs.

import { usePlayground, usePlaygroundContext } from '../../workbench.ts';

export function ScenarioSelect({ className = '' }: { className?: string }) {
  const { store } = usePlaygroundContext();
  const scenarios = usePlayground((state) => state.project.scenarios);
  const scenario = usePlayground((state) => state.scenario);
  return (
    <select
      className={`input ${className}`}
      aria-label="Scenario"
      value={String(scenario)}
      onChange={(event) => store.getState().showScenario(Number(event.target.value))}
    >
      {scenarios.map((one, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <option key={index} value={String(index)}>
          {one.name}
        </option>
      ))}
    </select>
  );
}
