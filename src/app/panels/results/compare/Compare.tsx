// The run on screen beside another: the one before the last edit, or the same scenario played with something else.

import type { ScenarioReport } from '#run/api.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { CompareWith } from '../../../store/view-slice.ts';
import { usePlayground, useResult, useWorkbench } from '../../../workbench.ts';
import { AloneChoice } from './AloneChoice.tsx';
import { EnvoyCheck } from './EnvoyCheck.tsx';
import { OtherConfiguration } from './OtherConfiguration.tsx';
import { SideBySide } from './SideBySide.tsx';
import { useSides } from './use-sides.ts';

export function Compare({ report }: { report: ScenarioReport }) {
  const { store, shelf } = useWorkbench();
  const result = useResult();
  const workers = usePlayground((state) => state.project.workers);
  const isChain = usePlayground((state) => state.project.plugins.length > 1);
  const isKept = usePlayground(
    (state) => state.keptRevision !== null && state.keptRevision === result?.revision,
  );
  const { other, left, right, names } = useSides(report);

  function keep(): void {
    if (result === null) return;
    shelf.keep(result);
    store.getState().show({ keptRevision: result.revision });
  }

  return (
    <div className="compare">
      <div className="toolbar">
        <SelectField
          hideLabel
          label="Compare with"
          value={other}
          options={[
            { value: 'before', label: 'Before the last edit' },
            { value: 'kept', label: 'The run that was kept' },
            { value: 'release', label: 'The release build' },
            { value: 'workers', label: workers === 1 ? 'Four workers' : 'One worker' },
            { value: 'configuration', label: 'Another configuration' },
            { value: 'envoy', label: 'A real Envoy' },
            ...(isChain ? [{ value: 'plugins', label: 'One plugin alone' } as const] : []),
          ]}
          onChange={(compareWith) => store.getState().show({ compareWith })}
        />
        <Button onClick={keep} disabled={isKept}>
          {isKept ? 'This run is kept' : 'Keep this run'}
        </Button>
        <span className="grow" />
        <button
          type="button"
          className="link small"
          onClick={() => store.getState().show({ resultTab: 'envoy-log' })}
        >
          With the log of an Envoy
        </button>
      </div>
      {other === 'configuration' && <OtherConfiguration />}
      {other === 'plugins' && <AloneChoice />}
      {other === 'envoy' ? (
        <EnvoyCheck />
      ) : isReport(left) && isReport(right) ? (
        <SideBySide left={left} right={right} names={names} />
      ) : (
        <Nothing other={other} reason={isReport(left) ? right : left} />
      )}
    </div>
  );
}

function isReport(side: ScenarioReport | string | null): side is ScenarioReport {
  return side !== null && typeof side !== 'string';
}

function Nothing({
  other,
  reason,
}: {
  other: CompareWith;
  reason: ScenarioReport | string | null;
}) {
  if (typeof reason === 'string') {
    return (
      <div className="empty" role="status">
        <p className="strong">The other run could not be played</p>
        <p>{reason}.</p>
      </div>
    );
  }
  if (other === 'before') {
    return (
      <div className="empty">
        <p className="strong">There is no run before this one yet</p>
        <p>Change the filter or the scenario: what then comes out differently is shown here.</p>
      </div>
    );
  }
  if (other === 'kept') {
    return (
      <div className="empty">
        <p className="strong">No run of this scenario is kept</p>
        <p>Keep this run, go on editing, and come back to compare.</p>
      </div>
    );
  }
  return (
    <div className="empty" role="status">
      <p>Playing the other run.</p>
    </div>
  );
}
