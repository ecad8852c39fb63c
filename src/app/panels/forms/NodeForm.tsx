// The node that the Envoy says it is, and the attributes that the network decides in a real one.

import { lazy, Suspense } from 'react';
import { DraftField } from '../../fields/DraftField.tsx';
import { MetadataField } from '../../fields/MetadataField.tsx';
import type { Rule } from '#messages/rules.ts';
import { anyText, delayMs, wholeNumber } from '../../fields/rules.ts';
import { attributesOverride, nodeOverride, useOverridable } from './overrides.ts';
import { ListenerSection } from './ListenerSection.tsx';
import { LocalityFields } from './LocalityFields.tsx';
import { ScopeSwitch } from './ScopeSwitch.tsx';
import { useScenario } from './selection.ts';

export function NodeForm() {
  return (
    <div className="form">
      <NodeSection />
      <AttributesSection />
      <TimeSection />
      <ListenerSection />
    </div>
  );
}

function NodeSection() {
  const { value: node, own, path, set, setOwn } = useOverridable(nodeOverride);
  return (
    <section className="form-section" aria-label="Node">
      <div className="section-head">
        <h2>Node</h2>
        <ScopeSwitch what="Node" own={own} onChange={setOwn} />
      </div>
      <div className="form-grid">
        <TextField
          path={`${path}.id`}
          label="Id"
          value={node.id}
          set={(id) => set({ ...node, id })}
        />
        <TextField
          path={`${path}.cluster`}
          label="Cluster"
          value={node.cluster}
          set={(cluster) => set({ ...node, cluster })}
        />
      </div>
      <LocalityFields
        path={`${path}.locality`}
        value={node.locality}
        onCommit={(locality) => set({ ...node, locality })}
      />
      <MetadataField
        key={path}
        path={`${path}.metadata`}
        label="Node metadata"
        value={node.metadata}
        onCommit={(metadata) => set({ ...node, metadata })}
      />
    </section>
  );
}

/** What else decides a run: the clock, the seed of everything random, and how long the world goes on. */
function TimeSection() {
  const { scenario, path, edit } = useScenario();
  return (
    <section className="form-section" aria-label="Time and chance">
      <div className="section-head">
        <h2>Time and chance</h2>
        <span className="hint-text">of this scenario</span>
      </div>
      <div className="form-grid">
        <DraftField
          path={`${path}.clockMs`}
          label="Clock at the start, UTC"
          keepsSpelling
          value={new Date(scenario.clockMs).toISOString()}
          rule={clock}
          onCommit={(clockMs) => edit((old) => ({ ...old, clockMs }))}
        />
        <DraftField
          path={`${path}.seed`}
          label="Seed"
          value={String(scenario.seed)}
          rule={wholeNumber('A seed', 0, 0xffff_ffff)}
          onCommit={(seed) => edit((old) => ({ ...old, seed }))}
        />
        <DraftField
          path={`${path}.lingerMs`}
          label="Goes on after the last request, ms"
          value={String(scenario.lingerMs)}
          rule={delayMs}
          onCommit={(lingerMs) => edit((old) => ({ ...old, lingerMs }))}
        />
      </div>
    </section>
  );
}

const clock: Rule<number> = (text) => {
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isInteger(ms) && ms >= 0
    ? { ok: true, value: ms }
    : { ok: false, problem: 'A moment is like 2026-01-01T00:00:00Z, 1970 or later.' };
};

const AttributeTable = lazy(async () => ({
  default: (await import('./attributes/AttributeTable.tsx')).AttributeTable,
}));

function AttributesSection() {
  const { value: attributes, own, path, set, setOwn } = useOverridable(attributesOverride);
  return (
    <section className="form-section" aria-label="Attributes">
      <div className="section-head">
        <h2>Attributes</h2>
        <ScopeSwitch what="Attributes" own={own} onChange={setOwn} />
        <span className="hint-text">values that the network decides in a real Envoy</span>
      </div>
      <Suspense fallback={<p className="hint-text">Loading the attributes …</p>}>
        <AttributeTable path={path} attributes={attributes} onCommit={set} />
      </Suspense>
    </section>
  );
}

function TextField(props: {
  path: string;
  label: string;
  value: string;
  set: (value: string) => void;
}) {
  return (
    <DraftField
      path={props.path}
      label={props.label}
      value={props.value}
      rule={anyText}
      onCommit={props.set}
    />
  );
}
