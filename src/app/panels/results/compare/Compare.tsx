// The run on screen beside another: the one before the last edit, or the same scenario played with something else.

import { useState } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { reportFor } from '../../../store/results.ts';
import { Button } from '../../../ui/Button.tsx';
import { usePlayground, useResult, useWorkbench } from '../../../workbench.ts';
import { SideBySide } from './SideBySide.tsx';
import { usePlayed } from './use-played.ts';
import type { Variant } from '../../../controllers/variants.ts';
import type { CompareWith } from '../../../store/view-slice.ts';

export function Compare({ report }: { report: ScenarioReport }) {
  const { store, shelf } = useWorkbench();
  const result = useResult();
  const index = usePlayground((state) => state.scenario);
  const scenario = usePlayground((state) => state.project.scenarios[state.scenario]);
  const workers = usePlayground((state) => state.project.workers);
  const plugin = usePlayground((state) => state.plugin);
  const configuration = usePlayground(
    (state) =>
      state.project.scenarios[state.scenario]?.overrides.plugins?.[String(state.plugin)]
        ?.configuration ?? state.project.plugins[state.plugin]?.configuration,
  );
  const other = usePlayground((state) => state.compareWith);
  const isKept = usePlayground(
    (state) => state.keptRevision !== null && state.keptRevision === result?.revision,
  );
  const [text, setText] = useState(configuration?.text ?? '');
  const otherWorkers = workers === 1 ? 4 : 1;
  const played = usePlayed(variantOf(other, { workers: otherWorkers, plugin, text }));

  const earlier = other === 'kept' ? shelf.kept() : shelf.before();
  const found =
    other === 'before' || other === 'kept' ? reportFor(earlier, scenario, index) : played;

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
            { value: 'workers', label: otherWorkers === 1 ? 'One worker' : 'Four workers' },
            { value: 'configuration', label: 'Another configuration' },
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
      {other === 'configuration' && (
        <label className="compare-configuration">
          <span className="small t2">Configuration of plugin {plugin + 1}, for the other run</span>
          <textarea
            className="input mono"
            rows={2}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      )}
      {found === null || typeof found === 'string' ? (
        <Nothing other={other} reason={found} />
      ) : (
        <SideBySide
          left={found}
          right={report}
          names={[
            nameOf(other, otherWorkers),
            other === 'workers' ? nameOf('workers', workers) : 'Now',
          ]}
        />
      )}
    </div>
  );
}

function variantOf(
  other: CompareWith,
  { workers, plugin, text }: { workers: number; plugin: number; text: string },
): Variant | null {
  switch (other) {
    case 'before':
    case 'kept':
      return null;
    case 'release':
      return { kind: 'release' };
    case 'workers':
      return { kind: 'workers', workers };
    case 'configuration':
      return { kind: 'configuration', plugin, text };
  }
}

function nameOf(other: CompareWith, workers: number): string {
  switch (other) {
    case 'before':
      return 'Before';
    case 'kept':
      return 'Kept';
    case 'release':
      return 'Release';
    case 'workers':
      return workers === 1 ? '1 worker' : `${workers} workers`;
    case 'configuration':
      return 'Other';
  }
}

function Nothing({ other, reason }: { other: CompareWith; reason: string | null }) {
  if (reason !== null) {
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
