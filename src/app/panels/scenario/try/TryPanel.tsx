// Time, worker threads, failure policy and the stop at headers as switches; each choice tells what it would do to the run.

import type { FailurePolicy } from '#project/schema.ts';
import { outcomeOf } from '#trace/variant-outcome.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { editPlugin } from '../../../store/edit-project.ts';
import { usePlayground, useScenarioReport, useWorkbench } from '../../../workbench.ts';
import { pluginOverride, useOverridable } from '../../forms/overrides.ts';
import { ScopeSwitch } from '../../forms/ScopeSwitch.tsx';
import { ChipText } from './ChipText.tsx';
import { ClockSection } from './ClockSection.tsx';
import { Options } from './Options.tsx';

export function TryPanel() {
  return (
    <>
      <Head />
      <ClockSection />
      <WorkersSection />
      <PluginSections />
      <p className="hint-text try-foot">
        Each choice is played beside the run on screen; a click puts it into the project, and the
        scenario runs again.
      </p>
    </>
  );
}

function Head() {
  const report = useScenarioReport();
  const name = usePlayground((state) => state.project.scenarios[state.scenario]?.name ?? '');
  return (
    <div className="try-head">
      <h2>Time and threads</h2>
      <span className="t3 cut">{name}</span>
      <span className="grow" />
      {report !== null && (
        <span className="small">
          now <ChipText chip={outcomeOf(report)} />
        </span>
      )}
    </div>
  );
}

const usualWorkers = [1, 2, 4, 8];

function WorkersSection() {
  const { store } = useWorkbench();
  const workers = usePlayground((state) => state.project.workers);
  const offered = [...new Set([...usualWorkers, workers])].sort((a, b) => a - b);
  return (
    <section className="try-section" aria-label="Worker threads">
      <div className="section-head">
        <h3>Worker threads</h3>
        <span className="hint-text">requests go to them in turn, each has VMs of its own</span>
      </div>
      <Options
        name="Worker threads"
        value={String(workers)}
        options={offered.map((count) => ({
          value: String(count),
          label: String(count),
          variant: { kind: 'workers', workers: count },
        }))}
        onChange={(value) =>
          store.getState().editProject((project) => ({ ...project, workers: Number(value) }))
        }
      />
    </section>
  );
}

const policies: readonly { value: FailurePolicy; label: string }[] = [
  { value: 'fail-closed', label: 'Fail closed' },
  { value: 'fail-open', label: 'Fail open' },
  { value: 'fail-reload', label: 'Reload' },
  { value: 'legacy-fail-open', label: 'fail_open: true' },
];

function PluginSections() {
  const { store } = useWorkbench();
  const plugins = usePlayground((state) => state.project.plugins);
  const chosen = usePlayground((state) => state.plugin);
  const index = Math.min(chosen, plugins.length - 1);
  const policy = useOverridable<FailurePolicy>(
    pluginOverride(index, 'failurePolicy', 'failure policy'),
  );
  const allowed = plugins[index]?.allowOnHeadersStopIteration ?? false;
  return (
    <>
      <section className="try-section" aria-label="When the filter traps">
        <div className="section-head">
          <h3>When the filter traps</h3>
          {plugins.length > 1 && (
            <SelectField
              hideLabel
              label="Plugin"
              value={String(index)}
              options={plugins.map(({ name }, at) => ({
                value: String(at),
                label: `${at + 1} · ${name === '' ? 'unnamed' : name}`,
              }))}
              onChange={(value) => store.getState().show({ plugin: Number(value) })}
            />
          )}
          <ScopeSwitch what="Failure policy" own={policy.own} onChange={policy.setOwn} />
        </div>
        <Options
          name="Failure policy"
          value={policy.value}
          options={policies.map(({ value, label }) => ({
            value,
            label,
            variant: { kind: 'failure-policy', plugin: index, policy: value },
          }))}
          onChange={policy.set}
        />
      </section>
      <section className="try-section" aria-label="Stop at headers">
        <div className="section-head">
          <h3 className="mono">allow_on_headers_stop_iteration</h3>
          <span className="hint-text">StopIteration at headers lets the body come</span>
        </div>
        <Options
          name="allow_on_headers_stop_iteration"
          value={allowed ? 'on' : 'off'}
          options={(['off', 'on'] as const).map((value) => ({
            value,
            label: value === 'on' ? 'On' : 'Off',
            variant: { kind: 'stop-iteration', plugin: index, allowed: value === 'on' },
          }))}
          onChange={(value) =>
            store.getState().editProject((project) =>
              editPlugin(project, index, (old) => ({
                ...old,
                allowOnHeadersStopIteration: value === 'on',
              })),
            )
          }
        />
      </section>
    </>
  );
}
