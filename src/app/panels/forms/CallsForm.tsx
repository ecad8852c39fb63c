// Mocks of the services that the filter calls itself, and the clusters under whose names it finds them.

import { IconPlus, IconX } from '@tabler/icons-react';
import type { CallMock, Cluster } from '#project/schema.ts';
import { unknownClusters } from '#trace/unknown-clusters.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { anyText, needed, wholeNumber } from '../../fields/rules.ts';
import { SelectField } from '../../fields/SelectField.tsx';
import { emptyAnswer, ServerField } from '../../fields/ServerField.tsx';
import { renumberDrafts, withoutRow } from '../../store/drafts.ts';
import { freeName } from '../../store/edit-project.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { tellUndo } from '../../ui/notices.tsx';
import { usePlayground, useScenarioReport, useWorkbench } from '../../workbench.ts';
import { useProjectEdit, useScenario } from './selection.ts';
import { newCluster } from './UpstreamForm.tsx';

export function CallsForm() {
  const { store } = useWorkbench();
  const { scenario, path, edit } = useScenario();
  const editProject = useProjectEdit();
  const clusters = usePlayground((state) => state.project.clusters);
  const report = useScenarioReport();
  const names = clusters.map((cluster) => cluster.name);
  const unknown = (report === null ? [] : unknownClusters(report)).filter(
    (name) => !names.includes(name),
  );

  function addMock(cluster: string): void {
    edit((old) => ({
      ...old,
      calls: [...old.calls, { cluster, match: {}, server: emptyAnswer() }],
    }));
  }

  function addClusterWithMock(name: string): void {
    editProject((project) => ({ ...project, clusters: [...project.clusters, newCluster(name)] }));
    addMock(name);
  }

  function removeMock(index: number): void {
    const gone = scenario.calls[index];
    if (gone === undefined) return;
    const { drafts, setDrafts } = store.getState();
    setDrafts(renumberDrafts(drafts, `${path}.calls`, withoutRow(index)));
    edit((old) => ({ ...old, calls: old.calls.filter((_, at) => at !== index) }));
    tellUndo(`The mock of ${gone.cluster} is removed.`, () =>
      edit((old) => ({ ...old, calls: old.calls.toSpliced(index, 0, gone) })),
    );
  }

  return (
    <>
      {unknown[0] !== undefined && (
        <Banner
          tone="changed"
          what={`The filter called ${unknown[0]}, and no cluster has that name.`}
          why={`Envoy answers BadArgument at once. Known: ${names.join(', ') || 'none'}.`}
          action={
            <Button onClick={() => addClusterWithMock(unknown[0] ?? '')}>
              Add cluster {unknown[0]}
            </Button>
          }
        />
      )}
      {scenario.calls.length === 0 && (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          A mock answers the calls that the filter makes to a cluster. Without one, nobody listens
          there.
        </p>
      )}
      {scenario.calls.map((mock, index) => (
        <MockForm
          // Mocks have no identity but their place; the first that matches answers.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          path={`${path}.calls.${index}`}
          mock={mock}
          names={names}
          number={index + 1}
          onCommit={(next) =>
            edit((old) => ({
              ...old,
              calls: old.calls.map((one, at) => (at === index ? next : one)),
            }))
          }
          onRemove={() => removeMock(index)}
        />
      ))}
      <div className="row" style={{ padding: 'var(--sl-1)' }}>
        <Button look="quiet" onClick={() => addMock(names[0] ?? 'service')}>
          <IconPlus size={14} /> Mock
        </Button>
      </div>
      <Clusters clusters={clusters} />
    </>
  );
}

interface MockFormProps {
  path: string;
  number: number;
  mock: CallMock;
  names: string[];
  onCommit: (mock: CallMock) => void;
  onRemove: () => void;
}

function MockForm({ path, number, mock, names, onCommit, onRemove }: MockFormProps) {
  const known = names.includes(mock.cluster);
  const options = known ? names : [mock.cluster, ...names];
  const match = (field: 'method' | 'path', value: string): void => {
    const { [field]: _, ...rest } = mock.match;
    onCommit({ ...mock, match: value === '' ? rest : { ...rest, [field]: value } });
  };
  return (
    <section aria-label={`Mock ${number}, ${mock.cluster}`}>
      <div className="request-line" style={{ gridTemplateColumns: '1fr 90px 1fr auto' }}>
        <SelectField
          hideLabel
          mono
          label={`Mock ${number}: cluster`}
          value={mock.cluster}
          options={options.map((name) => ({
            value: name,
            label: names.includes(name) ? name : `${name} (no such cluster)`,
          }))}
          onChange={(cluster) => onCommit({ ...mock, cluster })}
        />
        <DraftField
          path={`${path}.match.method`}
          label={`Mock ${number}: method`}
          hideLabel
          placeholder="method"
          value={mock.match.method ?? ''}
          rule={anyText}
          onCommit={(value) => match('method', value)}
        />
        <DraftField
          path={`${path}.match.path`}
          label={`Mock ${number}: path`}
          hideLabel
          placeholder="any path"
          value={mock.match.path ?? ''}
          rule={anyText}
          onCommit={(value) => match('path', value)}
        />
        <IconButton label={`Remove mock ${number}`} icon={<IconX size={14} />} onClick={onRemove} />
      </div>
      {mock.server.kind === 'grpc' ? (
        <p className="hint-text" style={{ padding: 'var(--sl-2) var(--sl-3)' }}>
          A gRPC server: {mock.server.messages.length} messages, status {mock.server.status}.
        </p>
      ) : (
        <ServerField
          path={`${path}.server`}
          who={`Mock ${number}`}
          server={mock.server}
          onCommit={(server) => onCommit({ ...mock, server })}
        />
      )}
    </section>
  );
}

function Clusters({ clusters }: { clusters: Cluster[] }) {
  const { store } = useWorkbench();
  const editProject = useProjectEdit();
  const set = (index: number, change: Partial<Cluster>): void =>
    editProject((project) => ({
      ...project,
      clusters: project.clusters.map((old, at) => (at === index ? { ...old, ...change } : old)),
    }));
  const columns = { gridTemplateColumns: '1fr 1fr 84px 96px 22px' };

  return (
    <section aria-label="Clusters">
      <div className="table-head" style={{ ...columns, borderTop: '1px solid var(--sl-line)' }}>
        <span>Cluster, all scenarios</span>
        <span>Address in envoy.yaml</span>
        <span>Port</span>
        <span>Connect ms</span>
        <span />
      </div>
      {clusters.map((cluster, index) => (
        <div
          className="table-row"
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          style={{ ...columns, padding: '3px var(--sl-3)' }}
        >
          <DraftField
            path={`clusters.${index}.name`}
            label={`Cluster ${index + 1}: name`}
            hideLabel
            value={cluster.name}
            rule={needed('The name of a cluster')}
            onCommit={(name) => set(index, { name })}
          />
          <DraftField
            path={`clusters.${index}.address`}
            label={`Cluster ${index + 1}: address`}
            hideLabel
            value={cluster.address}
            rule={needed('The address', 255)}
            onCommit={(address) => set(index, { address })}
          />
          <DraftField
            path={`clusters.${index}.port`}
            label={`Cluster ${index + 1}: port`}
            hideLabel
            value={String(cluster.port)}
            rule={wholeNumber('A port', 1, 65_535)}
            onCommit={(port) => set(index, { port })}
          />
          <DraftField
            path={`clusters.${index}.connectTimeoutMs`}
            label={`Cluster ${index + 1}: connect timeout in ms`}
            hideLabel
            value={String(cluster.connectTimeoutMs)}
            rule={wholeNumber('A timeout', 1, 600_000)}
            onCommit={(connectTimeoutMs) => set(index, { connectTimeoutMs })}
          />
          <IconButton
            slim
            label={`Remove cluster ${cluster.name}`}
            icon={<IconX size={14} />}
            onClick={() => {
              const { drafts, setDrafts } = store.getState();
              setDrafts(renumberDrafts(drafts, 'clusters', withoutRow(index)));
              editProject((project) => ({
                ...project,
                clusters: project.clusters.filter((_, at) => at !== index),
              }));
              tellUndo(`Cluster ${cluster.name} is removed.`, () =>
                editProject((project) => ({
                  ...project,
                  clusters: project.clusters.toSpliced(index, 0, cluster),
                })),
              );
            }}
          />
        </div>
      ))}
      <Button
        look="quiet"
        onClick={() =>
          editProject((project) => ({
            ...project,
            clusters: [
              ...project.clusters,
              newCluster(
                freeName(
                  'service',
                  project.clusters.map((one) => one.name),
                ),
              ),
            ],
          }))
        }
      >
        <IconPlus size={14} /> Cluster
      </Button>
    </section>
  );
}
