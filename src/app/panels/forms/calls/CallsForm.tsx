// Mocks of the services that the filter calls itself, and the clusters under whose names it finds them.

import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { unknownClusters } from '#trace/unknown-clusters.ts';
import { emptyAnswer } from '../../../fields/ServerField.tsx';
import { renumberDrafts, withoutRow } from '../../../store/drafts.ts';
import { moveItem } from '../../../store/edit-project.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { tellUndo } from '../../../ui/notices.tsx';
import { usePlayground, useScenarioReport, useWorkbench } from '../../../workbench.ts';
import { useProjectEdit, useScenario } from '../selection.ts';
import { Clusters, newCluster } from './Clusters.tsx';
import { MockForm } from './MockForm.tsx';

export function CallsForm() {
  const { store } = useWorkbench();
  const { scenario, path, edit } = useScenario();
  const editProject = useProjectEdit();
  const clusters = usePlayground((state) => state.project.clusters);
  const report = useScenarioReport();
  const [opened, setOpened] = useState(0);
  const names = clusters.map((cluster) => cluster.name);
  const unknown = (report === null ? [] : unknownClusters(report)).filter(
    (name) => !names.includes(name),
  );

  function addMock(cluster: string): void {
    setOpened(scenario.calls.length);
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

  function moveMock(index: number, to: number): void {
    const { drafts, setDrafts } = store.getState();
    const order = moveItem(
      scenario.calls.map((_, at) => at),
      index,
      to,
    );
    setDrafts(renumberDrafts(drafts, `${path}.calls`, (at) => order.indexOf(at)));
    edit((old) => ({ ...old, calls: moveItem(old.calls, index, to) }));
    if (opened === index) setOpened(to);
    else if (opened === to) setOpened(index);
  }

  return (
    <>
      {unknown.map((name) => (
        <Banner
          key={name}
          tone="changed"
          what={`The filter called ${name}, and no cluster has that name.`}
          why={`Envoy answers BadArgument at once. Known: ${names.join(', ') || 'none'}.`}
          action={<Button onClick={() => addClusterWithMock(name)}>Add cluster {name}</Button>}
        />
      ))}
      {scenario.calls.length === 0 ? (
        <p className="hint-text call-line">
          A mock answers the calls that the filter makes to a cluster. Without one, nobody listens
          there.
        </p>
      ) : (
        <div className="table-head mock-line">
          <span />
          <span>Cluster</span>
          <span>Method</span>
          <span>Path</span>
          <span>Does</span>
          <span />
        </div>
      )}
      {scenario.calls.map((mock, index) => (
        <MockForm
          // Mocks have no identity but their place; the first that matches answers.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          path={`${path}.calls.${index}`}
          mock={mock}
          clusters={clusters}
          number={index + 1}
          count={scenario.calls.length}
          open={opened === index}
          onOpen={(open) => setOpened(open ? index : -1)}
          onCommit={(next) =>
            edit((old) => ({
              ...old,
              calls: old.calls.map((one, at) => (at === index ? next : one)),
            }))
          }
          onRemove={() => removeMock(index)}
          onMove={(to) => moveMock(index, to)}
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
