// The clusters of the Project: where each is, how Envoy speaks to it, and what filters can read of it and its host.

import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Cluster } from '#project/schema.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { MetadataField } from '../../../fields/MetadataField.tsx';
import { needed, wholeNumber } from '../../../fields/rules.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { renumberDrafts, withoutRow } from '../../../store/drafts.ts';
import { freeName } from '../../../store/edit-project.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { tellUndo } from '../../../ui/notices.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { LocalityFields } from '../LocalityFields.tsx';
import { useProjectEdit } from '../selection.ts';

export function Clusters({ clusters }: { clusters: readonly Cluster[] }) {
  const { store } = useWorkbench();
  const editProject = useProjectEdit();
  const [opened, setOpened] = useState<number | null>(null);

  function remove(index: number, cluster: Cluster): void {
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
  }

  return (
    <section aria-label="Clusters">
      <div className="table-head cluster-line">
        <span />
        <span>Cluster, all scenarios</span>
        <span>Address in envoy.yaml</span>
        <span>Port</span>
        <span>Connect ms</span>
        <span>Speaks</span>
        <span />
      </div>
      {clusters.map((cluster, index) => (
        <ClusterRow
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          cluster={cluster}
          index={index}
          open={opened === index}
          onOpen={(open) => setOpened(open ? index : null)}
          onRemove={() => remove(index, cluster)}
        />
      ))}
      <Button
        look="quiet"
        onClick={() =>
          editProject((project) => {
            const taken = project.clusters.map((one) => one.name);
            return {
              ...project,
              clusters: [...project.clusters, newCluster(freeName('service', taken))],
            };
          })
        }
      >
        <IconPlus size={14} /> Cluster
      </Button>
    </section>
  );
}

interface ClusterRowProps {
  cluster: Cluster;
  index: number;
  open: boolean;
  onOpen: (open: boolean) => void;
  onRemove: () => void;
}

function ClusterRow({ cluster, index, open, onOpen, onRemove }: ClusterRowProps) {
  const editProject = useProjectEdit();
  const path = `clusters.${index}`;
  const set = (change: Partial<Cluster>): void =>
    editProject((project) => ({
      ...project,
      clusters: project.clusters.map((old, at) => (at === index ? { ...old, ...change } : old)),
    }));
  const setEndpoint = (change: Partial<Cluster['endpoint']>): void =>
    set({ endpoint: { ...cluster.endpoint, ...change } });

  return (
    <>
      <div className="cluster-line">
        <button
          type="button"
          className="button quiet icon slim"
          aria-expanded={open}
          aria-label={`Metadata and host of cluster ${cluster.name}`}
          onClick={() => onOpen(!open)}
        >
          {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </button>
        <DraftField
          path={`${path}.name`}
          label={`Cluster ${index + 1}: name`}
          hideLabel
          value={cluster.name}
          rule={needed('The name of a cluster')}
          onCommit={(name) => set({ name })}
        />
        <DraftField
          path={`${path}.address`}
          label={`Cluster ${index + 1}: address`}
          hideLabel
          value={cluster.address}
          rule={needed('The address', 255)}
          onCommit={(address) => set({ address })}
        />
        <DraftField
          path={`${path}.port`}
          label={`Cluster ${index + 1}: port`}
          hideLabel
          value={String(cluster.port)}
          rule={wholeNumber('A port', 1, 65_535)}
          onCommit={(port) => set({ port })}
        />
        <DraftField
          path={`${path}.connectTimeoutMs`}
          label={`Cluster ${index + 1}: connect timeout in ms`}
          hideLabel
          value={String(cluster.connectTimeoutMs)}
          rule={wholeNumber('A timeout', 1, 600_000)}
          onCommit={(connectTimeoutMs) => set({ connectTimeoutMs })}
        />
        <SelectField
          hideLabel
          label={`Cluster ${index + 1}: protocol`}
          value={cluster.protocol}
          options={[
            { value: 'http1', label: 'HTTP/1.1' },
            { value: 'http2', label: 'HTTP/2' },
          ]}
          onChange={(protocol) => set({ protocol })}
        />
        <IconButton
          slim
          label={`Remove cluster ${cluster.name}`}
          icon={<IconX size={14} />}
          onClick={onRemove}
        />
      </div>
      {open && (
        <div className="form cluster-more">
          <MetadataField
            path={`${path}.metadata`}
            label={`Metadata of ${cluster.name}`}
            rows={3}
            value={cluster.metadata}
            onCommit={(metadata) => set({ metadata })}
          />
          <MetadataField
            path={`${path}.endpoint.metadata`}
            label="Metadata of its host"
            rows={3}
            value={cluster.endpoint.metadata}
            onCommit={(metadata) => setEndpoint({ metadata })}
          />
          <LocalityFields
            path={`${path}.endpoint.locality`}
            whose="Host: "
            value={cluster.endpoint.locality}
            onCommit={(locality) => setEndpoint({ locality })}
          />
          <MetadataField
            path={`${path}.endpoint.localityMetadata`}
            label="Metadata of its locality"
            rows={3}
            value={cluster.endpoint.localityMetadata}
            onCommit={(localityMetadata) => setEndpoint({ localityMetadata })}
          />
        </div>
      )}
    </>
  );
}

export function newCluster(name: string): Cluster {
  const locality = { region: '', zone: '', subZone: '' };
  return {
    name,
    address: '127.0.0.1',
    port: 8080,
    connectTimeoutMs: 1000,
    protocol: 'http1',
    metadata: {},
    endpoint: { metadata: {}, locality, localityMetadata: {} },
  };
}
