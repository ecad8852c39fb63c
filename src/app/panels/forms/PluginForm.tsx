// How Envoy is told to use the filter: names, configuration, VM, what happens when it fails.

import type { Configuration, FailurePolicy, Plugin, ProjectLogLevel } from '#project/schema.ts';
import type { HeaderPair } from '#run/api.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { PairsField } from '../../fields/PairsField.tsx';
import type { CheckedPairs, Rule } from '#messages/rules.ts';
import { anyText, environmentName, wholeNumber } from '../../fields/rules.ts';
import { SelectField } from '../../fields/SelectField.tsx';
import { editPlugin } from '../../store/edit-project.ts';
import { usePlayground } from '../../workbench.ts';
import { CapabilitiesField } from './CapabilitiesField.tsx';
import { ChainSection } from './chain/ChainSection.tsx';
import { SharedVm } from './chain/SharedVm.tsx';
import { ConfigurationField } from './ConfigurationField.tsx';
import { logLevelOverride, pluginOverride, useOverridable } from './overrides.ts';
import { ScopeSwitch } from './ScopeSwitch.tsx';
import { useProjectEdit } from './selection.ts';

export const failurePolicies: readonly { value: FailurePolicy; label: string }[] = [
  { value: 'fail-closed', label: 'Fail closed: 503 until the configuration changes' },
  { value: 'fail-open', label: 'Fail open: later requests pass, the filter is skipped' },
  { value: 'fail-reload', label: 'Reload: a new VM after a back-off' },
  {
    value: 'legacy-fail-open',
    label: 'fail_open: true (deprecated): also the request that trapped passes',
  },
];

const levels: readonly ProjectLogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

export function PluginForm() {
  const index = usePlayground((state) => state.plugin);
  const plugin = usePlayground((state) => state.project.plugins[state.plugin]);
  const key = usePlayground((state) => state.pluginKeys[state.plugin]);
  if (plugin === undefined) return null;
  return (
    <div className="form" key={key}>
      <ChainSection />
      <PluginSection plugin={plugin} index={index} />
      <FailureSection plugin={plugin} index={index} />
      <VmSection plugin={plugin} index={index} />
    </div>
  );
}

interface SectionProps {
  plugin: Plugin;
  index: number;
}

function useSet(index: number): (change: Partial<Plugin>) => void {
  const editProject = useProjectEdit();
  return (change) =>
    editProject((project) => editPlugin(project, index, (old) => ({ ...old, ...change })));
}

function PluginSection({ plugin, index }: SectionProps) {
  const set = useSet(index);
  const configuration = useOverridable<Configuration>(
    pluginOverride(index, 'configuration', 'configuration'),
  );
  return (
    <section className="form-section" aria-label="Plugin">
      <div className="form-grid">
        <DraftField
          path={`plugins.${index}.name`}
          label="Name"
          value={plugin.name}
          rule={anyText}
          onCommit={(name) => set({ name })}
        />
        <DraftField
          path={`plugins.${index}.rootId`}
          label="Root id"
          value={plugin.rootId}
          rule={anyText}
          onCommit={(rootId) => set({ rootId })}
        />
        <DraftField
          path={`plugins.${index}.moduleFileName`}
          label="Module in the bundle"
          value={plugin.moduleFileName}
          rule={moduleFileName}
          onCommit={(fileName) => set({ moduleFileName: fileName })}
        />
      </div>
      <ConfigurationField
        key={configuration.path}
        path={configuration.path}
        label="Configuration"
        value={configuration.value}
        onCommit={configuration.set}
        scope={
          <ScopeSwitch
            what="Configuration"
            own={configuration.own}
            onChange={configuration.setOwn}
          />
        }
      />
    </section>
  );
}

function FailureSection({ plugin, index }: SectionProps) {
  const set = useSet(index);
  const policy = useOverridable<FailurePolicy>(
    pluginOverride(index, 'failurePolicy', 'failure policy'),
  );
  const editProject = useProjectEdit();
  const setCapabilities = (allowedCapabilities: string[] | undefined): void =>
    editProject((project) =>
      editPlugin(project, index, (old) => {
        const { allowedCapabilities: _, ...rest } = old;
        return allowedCapabilities === undefined ? rest : { ...rest, allowedCapabilities };
      }),
    );
  const logLevel = useOverridable<ProjectLogLevel>(logLevelOverride);
  return (
    <section className="form-section" aria-label="Failure and logs">
      <div className="section-head">
        <h2>When the filter traps</h2>
        <ScopeSwitch what="Failure policy" own={policy.own} onChange={policy.setOwn} />
      </div>
      <SelectField
        hideLabel
        label="Failure policy"
        value={policy.value}
        options={failurePolicies}
        onChange={policy.set}
      />
      {policy.value === 'fail-reload' && (
        <DraftField
          path={`plugins.${index}.reloadBackoffMs`}
          label="Back-off before a new VM, ms"
          value={String(plugin.reloadBackoffMs)}
          rule={wholeNumber('The back-off', 1, 3_600_000)}
          onCommit={(reloadBackoffMs) => set({ reloadBackoffMs })}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={plugin.allowOnHeadersStopIteration}
          onChange={(event) => set({ allowOnHeadersStopIteration: event.target.checked })}
        />
        <span>
          <span className="mono">allow_on_headers_stop_iteration</span>: StopIteration at headers
          lets the body come
        </span>
      </label>
      <CapabilitiesField
        path={`plugins.${index}.allowedCapabilities`}
        allowed={plugin.allowedCapabilities}
        onCommit={setCapabilities}
      />
      <div className="section-head">
        <h2>Log level</h2>
        <ScopeSwitch what="Log level" own={logLevel.own} onChange={logLevel.setOwn} />
        <span style={{ width: 110 }}>
          <SelectField
            hideLabel
            mono
            label="Log level"
            value={logLevel.value}
            options={levels.map((level) => ({ value: level, label: level }))}
            onChange={logLevel.set}
          />
        </span>
      </div>
    </section>
  );
}

function VmSection({ plugin, index }: SectionProps) {
  const set = useSet(index);
  const setVm = (change: Partial<Plugin['vm']>): void => set({ vm: { ...plugin.vm, ...change } });
  return (
    <section className="form-section" aria-label="VM">
      <div className="section-head">
        <h2>VM</h2>
      </div>
      <div className="form-grid">
        <DraftField
          path={`plugins.${index}.vm.id`}
          label="VM id"
          value={plugin.vm.id}
          rule={anyText}
          onCommit={(id) => setVm({ id })}
        />
      </div>
      <SharedVm index={index} />
      <ConfigurationField
        path={`plugins.${index}.vm.configuration`}
        label="VM configuration"
        value={plugin.vm.configuration}
        onCommit={(configuration) => setVm({ configuration })}
      />
      <PairsField
        path={`plugins.${index}.vm.environment`}
        what="variable"
        pairs={Object.entries(plugin.vm.environment)}
        check={environmentPairs}
        onCommit={(pairs) => setVm({ environment: Object.fromEntries(pairs) })}
      />
    </section>
  );
}

const moduleFileName: Rule<string> = (text) =>
  /^[A-Za-z0-9_.-]+\.wasm$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, problem: 'A module is called like filter.wasm.' };

function environmentPairs(rows: HeaderPair[]): CheckedPairs {
  const pairs: HeaderPair[] = [];
  for (const [row, [name, value]] of rows.entries()) {
    if (name === '' && value === '') continue;
    const problem =
      environmentName(name) ??
      (pairs.some((pair) => pair[0] === name) ? `${name} stands here twice.` : null);
    if (problem !== null) return { ok: false, row, problem };
    pairs.push([name, value]);
  }
  return { ok: true, pairs };
}
