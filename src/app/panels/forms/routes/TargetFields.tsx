// Where a route leads: to a cluster, or to an answer of Envoy's own.

import type { Route } from '#project/schema.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { anyText, wholeNumber } from '../../../fields/rules.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { InlineField } from '../../../fields/ServerField.tsx';
import { status } from '#messages/rules.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { usePlayground } from '../../../workbench.ts';
import { newCluster } from '../calls/Clusters.tsx';
import { useProjectEdit } from '../selection.ts';

type Target = Route['target'];

export interface TargetFieldsProps {
  path: string;
  /** `of the route`, `of route 2`. */
  whose: string;
  target: Target;
  onCommit: (target: Target) => void;
}

export function TargetFields({ path, whose, target, onCommit }: TargetFieldsProps) {
  const editProject = useProjectEdit();
  const clusters = usePlayground((state) => state.project.clusters);

  function choose(kind: Target['kind']): void {
    if (kind === target.kind) return;
    if (kind === 'direct-response') {
      onCommit({ kind, status: 200, body: '' });
      return;
    }
    const name = clusters[0]?.name ?? 'upstream';
    if (clusters.length === 0) {
      editProject((project) => ({ ...project, clusters: [newCluster(name)] }));
    }
    onCommit({ kind, cluster: name, timeoutMs: 15_000 });
  }

  return (
    <>
      <Choice
        slim
        label={`Target ${whose}`}
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
            label={`Cluster ${whose}`}
            value={target.cluster}
            options={clusterNames(clusters, target.cluster).map((name) => ({
              value: name,
              label: name,
            }))}
            onChange={(cluster) => onCommit({ ...target, cluster })}
          />
          <InlineField label="timeout ms">
            <DraftField
              path={`${path}.timeoutMs`}
              label={`Timeout ${whose} in ms`}
              hideLabel
              value={String(target.timeoutMs)}
              rule={wholeNumber('A timeout', 0, 3_600_000)}
              onCommit={(timeoutMs) => onCommit({ ...target, timeoutMs })}
            />
          </InlineField>
        </>
      ) : (
        <>
          <InlineField label="Status">
            <DraftField
              path={`${path}.status`}
              label={`Status ${whose}`}
              hideLabel
              value={String(target.status)}
              rule={status}
              onCommit={(value) => onCommit({ ...target, status: value })}
            />
          </InlineField>
          <div style={{ flex: '1 1 100%' }}>
            <DraftField
              path={`${path}.body`}
              label={`Body of the direct response ${whose}`}
              hideLabel
              placeholder="Body of the direct response"
              rows={2}
              value={target.body}
              rule={anyText}
              onCommit={(body) => onCommit({ ...target, body })}
              hint="Envoy answers itself; the request goes to no server."
            />
          </div>
        </>
      )}
    </>
  );
}

function clusterNames(clusters: readonly { name: string }[], current: string): string[] {
  const names = clusters.map((cluster) => cluster.name);
  return names.includes(current) ? names : [current, ...names];
}
