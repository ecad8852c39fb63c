// What is on screen, where the scenarios have no pane beside the result: the project, and the scenario to choose.

import type { ReactNode } from 'react';
import { usePlayground } from '../../workbench.ts';
import { ScenarioSelect } from '../scenario/ScenarioSelect.tsx';

export function ScenarioLine({ children }: { children?: ReactNode }) {
  const name = usePlayground((state) => state.project.name);
  return (
    <div className="scenario-line">
      <span className="strong cut">{name}</span>
      <span className="t3">/</span>
      <ScenarioSelect className="grow" />
      {children}
    </div>
  );
}
