// What became of an envoy.yaml: the modules that are still to be given, and everything that the project does not say of it, by path.

import { useEffect, useState } from 'react';
import type { Plugin } from '#project/schema.ts';
import { plural } from '#trace/units.ts';
import type { EnvoyOrigin } from '../../../store/document-slice.ts';
import { Button } from '../../../ui/Button.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { ChooseModule } from '../../module/ChooseModule.tsx';
import { Dialog } from '../Dialog.tsx';

type ModuleSource = Extract<Plugin['source'], { kind: 'module' }>;
type Unmodelled = EnvoyOrigin['unmodelled'][number];

export function EnvoyOriginDialog({ onClose }: { onClose: () => void }) {
  const origin = usePlayground((state) => state.envoyOrigin);
  if (origin === null) return null;
  const { file, unmodelled } = origin;
  return (
    <Dialog title={`From ${file}`} size={860} onClose={onClose}>
      <Taken />
      <Modules />
      {unmodelled.length > 0 && (
        <>
          <div className="table-head origin-head">
            Not modelled: {plural(unmodelled.length, 'setting')}
          </div>
          {/* Scrolls, so it can have the focus of those who scroll by keys. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="origin-list" tabIndex={0} role="list" aria-label="Not modelled">
            {unmodelled.map((one) => (
              <Row key={one.path} one={one} />
            ))}
          </div>
        </>
      )}
      <div className="dialog-foot">
        <span className="small t3 grow">
          {unmodelled.length === 0
            ? 'Everything in the file is in the project.'
            : 'All else in the file is in the project. The list stays with it in this browser.'}
        </span>
        {unmodelled.length > 0 && (
          <Button onClick={() => void navigator.clipboard.writeText(listText(origin))}>
            Copy the list
          </Button>
        )}
        <Button look="primary" onClick={onClose}>
          Go on
        </Button>
      </div>
    </Dialog>
  );
}

/** What is in the project, in one sentence. */
function Taken() {
  const name = usePlayground((state) => state.project.name);
  const plugins = usePlayground((state) => state.project.plugins.length);
  const routes = usePlayground((state) => state.project.routes.length + 1);
  const clusters = usePlayground((state) => state.project.clusters.length);
  return (
    <p className="origin-sum">
      <span className="strong">{name}</span> is open, as a project of its own:{' '}
      {plural(plugins, 'Wasm filter')}, {plural(routes, 'route')}, {plural(clusters, 'cluster')}.
      What was on the page is kept.
    </p>
  );
}

/** Several plugins of one file ask for it once. */
function Modules() {
  const plugins = usePlayground((state) => state.project.plugins);
  const missing = useMissing();
  const rows = missing.flatMap((plugin) => {
    const { name, source } = plugins[plugin] ?? {};
    return name !== undefined && source?.kind === 'module' ? [{ plugin, name, source }] : [];
  });
  const asked = rows.filter(
    ({ source }, index) => rows.findIndex((one) => sameModule(one.source, source)) === index,
  );
  if (asked.length === 0) return null;
  return (
    <>
      <div className="table-head origin-head">Modules to give</div>
      <ul className="plain-list" aria-label="Modules to give">
        {asked.map(({ plugin, name, source }) => (
          <li className="origin-module" key={plugin}>
            <span className="tone-changed">
              <Glyph name="warning" />
            </span>
            <span className="grow">
              <span className="mono strong">{source.name}</span>
              {name !== '' && <span className="t2"> for {name}</span>}
            </span>
            <ChooseModule plugin={plugin}>Choose {source.name}…</ChooseModule>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Looked up again whenever a module may have come. */
function useMissing(): readonly number[] {
  const { modules, store } = useWorkbench();
  const [missing, setMissing] = useState<readonly number[]>([]);
  useEffect(() => {
    let wanted = true;
    const look = (): void => {
      void modules.missing().then((found) => {
        if (wanted) setMissing(found);
      });
    };
    look();
    const unsubscribe = store.subscribe((state, before) => {
      const same = state.project.plugins === before.project.plugins;
      if (!same || state.compile !== before.compile) look();
    });
    return () => {
      wanted = false;
      unsubscribe();
    };
  }, [modules, store]);
  return missing;
}

function sameModule(one: ModuleSource, other: ModuleSource): boolean {
  return one.sha256 === other.sha256 && one.name === other.name;
}

function Row({ one: { path, line, reason } }: { one: Unmodelled }) {
  const { before, step } = parted(path);
  return (
    <div className="origin-row" role="listitem">
      <span className="origin-line small t3">{line === null ? '' : `line ${line}`}</span>
      <div>
        <p>
          <span className="mono strong">{step}</span>
          <span className="origin-reason t2">{reason}</span>
        </p>
        <p className="origin-path mono small t3">
          {before}
          {step}
        </p>
      </div>
    </div>
  );
}

/** The last step of a path, which is the setting, and what leads to it. Names in brackets may have dots. */
function parted(path: string): { before: string; step: string } {
  const [step = path] = /[A-Za-z_]\w*(\[\d+\])?$|\["[^\]]*"\]$/.exec(path) ?? [];
  return { before: path.slice(0, path.length - step.length), step };
}

function listText({ file, unmodelled }: EnvoyOrigin): string {
  const lines = unmodelled.map(
    ({ path, line, reason }) => `${file}${line === null ? '' : `:${line}`}: ${path}: ${reason}`,
  );
  return `${lines.join('\n')}\n`;
}
