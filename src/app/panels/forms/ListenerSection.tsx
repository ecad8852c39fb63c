// The listener in front of the filters, the number of workers, and what the project says about itself.

import type { Project } from '#project/schema.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { MetadataField } from '../../fields/MetadataField.tsx';
import { anyText, optional, wholeNumber } from '../../fields/rules.ts';
import { SelectField } from '../../fields/SelectField.tsx';
import { usePlayground } from '../../workbench.ts';
import { useProjectEdit } from './selection.ts';

type Listener = Project['listener'];

const texts = [
  { key: 'name', label: 'Name' },
  { key: 'address', label: 'Address' },
  { key: 'statPrefix', label: 'Stat prefix' },
  { key: 'filterChainName', label: 'Filter chain' },
] as const;

const aPort = wholeNumber('A port', 1, 65_535);
const portOrNone = optional(aPort);

export function ListenerSection() {
  const editProject = useProjectEdit();
  const listener = usePlayground((state) => state.project.listener);
  const adminPort = usePlayground((state) => state.project.adminPort);
  const workers = usePlayground((state) => state.project.workers);
  const description = usePlayground((state) => state.project.description);
  const set = (change: Partial<Listener>): void =>
    editProject((project) => ({ ...project, listener: { ...project.listener, ...change } }));

  return (
    <section className="form-section" aria-label="Listener and workers">
      <div className="section-head">
        <h2>Listener and workers</h2>
        <span className="hint-text">of all scenarios</span>
      </div>
      <div className="form-grid">
        {texts.map(({ key, label }) => (
          <DraftField
            key={key}
            path={`listener.${key}`}
            label={label}
            value={listener[key]}
            rule={anyText}
            onCommit={(text) => set({ [key]: text })}
          />
        ))}
        <DraftField
          path="listener.port"
          label="Port"
          value={String(listener.port)}
          rule={aPort}
          onCommit={(port) => set({ port })}
        />
        <DraftField
          path="listener.containerPort"
          label="Port in the container"
          value={listener.containerPort === undefined ? '' : String(listener.containerPort)}
          placeholder={String(listener.port)}
          rule={portOrNone}
          onCommit={(containerPort) =>
            editProject((project) => withContainerPort(project, containerPort))
          }
        />
        <DraftField
          path="adminPort"
          label="Admin port"
          value={String(adminPort)}
          rule={aPort}
          onCommit={(port) => editProject((project) => ({ ...project, adminPort: port }))}
        />
        <SelectField
          label="Direction"
          value={listener.direction}
          options={[
            { value: 'unspecified', label: 'unspecified' },
            { value: 'inbound', label: 'inbound' },
            { value: 'outbound', label: 'outbound' },
          ]}
          onChange={(direction) => set({ direction })}
        />
        <DraftField
          path="workers"
          label="Workers"
          value={String(workers)}
          rule={wholeNumber('The number of workers', 1, 8)}
          onCommit={(count) => editProject((project) => ({ ...project, workers: count }))}
        />
      </div>
      <p className="hint-text">
        Each worker has VMs of its own; the requests of a scenario go to them in turn. The port in
        the container and the admin port are for the download.
      </p>
      <MetadataField
        path="listener.metadata"
        label="Listener metadata"
        rows={3}
        value={listener.metadata}
        onCommit={(metadata) => set({ metadata })}
      />
      <DraftField
        path="description"
        label="What this project is about"
        mono={false}
        rows={2}
        value={description}
        rule={anyText}
        onCommit={(text) => editProject((project) => ({ ...project, description: text }))}
      />
    </section>
  );
}

/** Without a port of its own the container has the listener's. */
function withContainerPort(project: Project, containerPort: number | null): Project {
  const { containerPort: _, ...listener } = project.listener;
  return {
    ...project,
    listener: containerPort === null ? listener : { ...listener, containerPort },
  };
}
