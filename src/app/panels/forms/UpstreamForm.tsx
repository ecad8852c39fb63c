// Where the route leads, and what the server there does with this request.

import type { Route } from '#project/schema.ts';
import { readAnswer, writeAnswer } from '#messages/raw-message.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { status } from '#messages/rules.ts';
import { anyText, wholeNumber } from '../../fields/rules.ts';
import { SelectField } from '../../fields/SelectField.tsx';
import { InlineField, ServerField } from '../../fields/ServerField.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { usePlayground } from '../../workbench.ts';
import { ExchangeBar } from './ExchangeBar.tsx';
import { RawField, RawNotInForce } from './messages/RawField.tsx';
import { useExchange, useProjectEdit, useScenario } from './selection.ts';

type Target = Route['target'];

export function UpstreamForm() {
  const { scenario } = useScenario();
  const { exchange, path, edit } = useExchange();
  const target = usePlayground((state) => state.project.route.target);
  const view = usePlayground((state) => state.messageView);

  return (
    <>
      {scenario.exchanges.length > 1 && <ExchangeBar />}
      <RouteTarget target={target} />
      {target.kind === 'cluster' && view === 'raw' && exchange.upstream.kind === 'answer' && (
        <RawField
          path={`${path}.upstream`}
          label="Raw answer"
          value={exchange.upstream}
          write={writeAnswer}
          read={readAnswer}
          onCommit={(upstream) => edit((old) => ({ ...old, upstream }))}
        />
      )}
      {target.kind === 'cluster' && view === 'form' && <RawNotInForce path={`${path}.upstream`} />}
      {target.kind === 'cluster' && (view === 'form' || exchange.upstream.kind !== 'answer') && (
        <ServerField
          path={`${path}.upstream`}
          who="Upstream"
          server={exchange.upstream}
          onCommit={(upstream) => edit((old) => ({ ...old, upstream }))}
        />
      )}
    </>
  );
}

function RouteTarget({ target }: { target: Target }) {
  const editProject = useProjectEdit();
  const clusters = usePlayground((state) => state.project.clusters);
  const setTarget = (next: Target): void =>
    editProject((project) => ({ ...project, route: { ...project.route, target: next } }));

  function choose(kind: Target['kind']): void {
    if (kind === target.kind) return;
    if (kind === 'direct-response') {
      setTarget({ kind, status: 200, body: '' });
      return;
    }
    editProject((project) => {
      const name = project.clusters[0]?.name ?? 'upstream';
      const known = project.clusters.some((cluster) => cluster.name === name);
      return {
        ...project,
        clusters: known ? project.clusters : [...project.clusters, newCluster(name)],
        route: { ...project.route, target: { kind, cluster: name, timeoutMs: 15_000 } },
      };
    });
  }

  return (
    <div
      className="row wrap"
      style={{ padding: 'var(--sl-2) var(--sl-3)', borderBottom: '1px solid var(--sl-line)' }}
    >
      <span className="label">Route, all scenarios</span>
      <Choice
        slim
        label="Target of the route"
        value={target.kind}
        options={[
          { value: 'cluster', label: 'Cluster' },
          { value: 'direct-response', label: 'Direct response' },
        ]}
        onChange={choose}
      />
      {target.kind === 'cluster' ? (
        <>
          <SelectField
            hideLabel
            mono
            label="Cluster of the route"
            value={target.cluster}
            options={clusterNames(clusters, target.cluster).map((name) => ({
              value: name,
              label: name,
            }))}
            onChange={(cluster) => setTarget({ ...target, cluster })}
          />
          <InlineField label="timeout ms">
            <DraftField
              path="route.target.timeoutMs"
              label="Timeout of the route in ms"
              hideLabel
              value={String(target.timeoutMs)}
              rule={wholeNumber('A timeout', 0, 3_600_000)}
              onCommit={(timeoutMs) => setTarget({ ...target, timeoutMs })}
            />
          </InlineField>
        </>
      ) : (
        <>
          <InlineField label="Status">
            <DraftField
              path="route.target.status"
              label="Status of the direct response"
              hideLabel
              value={String(target.status)}
              rule={status}
              onCommit={(value) => setTarget({ ...target, status: value })}
            />
          </InlineField>
          <div style={{ flex: '1 1 100%' }}>
            <DraftField
              path="route.target.body"
              label="Body of the direct response"
              rows={3}
              value={target.body}
              rule={anyText}
              onCommit={(body) => setTarget({ ...target, body })}
              hint="Envoy answers itself; the request goes to no server."
            />
          </div>
        </>
      )}
    </div>
  );
}

function clusterNames(clusters: readonly { name: string }[], current: string): string[] {
  const names = clusters.map((cluster) => cluster.name);
  return names.includes(current) ? names : [current, ...names];
}

export function newCluster(name: string) {
  const locality = { region: '', zone: '', subZone: '' };
  return {
    name,
    address: '127.0.0.1',
    port: 8080,
    connectTimeoutMs: 1000,
    protocol: 'http1' as const,
    metadata: {},
    endpoint: { metadata: {}, locality, localityMetadata: {} },
  };
}
