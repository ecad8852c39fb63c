// The left pane of a plugin that came as a module: what it is, what the doctor says of it, and the ways to another one.

import { IconArrowBackUp, IconFileUpload } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { moduleTextPath } from '../../editor/library-paths.ts';
import { PluginChoice } from '../../editor/PluginChoice.tsx';
import { Button } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { ChooseModule } from './ChooseModule.tsx';
import { ModuleReport } from './ModuleReport.tsx';

const ModuleTextView = lazy(async () => ({
  default: (await import('../../editor/wat/ModuleTextView.tsx')).ModuleTextView,
}));

export interface ModulePaneProps {
  /** Whether the editor, which shows the module as text, may come. */
  loadEditor: boolean;
  dark: boolean;
}

export function ModulePane({ loadEditor, dark }: ModulePaneProps) {
  const { store } = useWorkbench();
  const asText = usePlayground((state) => state.file === moduleTextPath) && loadEditor;
  const { modules } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const source = usePlayground((state) => state.project.plugins[state.plugin]?.source);
  const kept = usePlayground((state) => state.setAside[state.plugin] !== undefined);
  const compile = usePlayground((state) => state.compile);
  const examination = usePlayground((state) => state.examinations[state.plugin] ?? null);
  if (source?.kind !== 'module') return null;
  const isMissing = compile.status === 'missing' && compile.sha256 === source.sha256;
  const current = examination?.sha256 === source.sha256 ? examination : null;

  return (
    <section className="pane" aria-label="Module" tabIndex={-1}>
      <div className="tabs files">
        <span className="module-name">
          <span className="mono cut" title={source.name}>
            {source.name}
          </span>
        </span>
        <div className="tabs-end">
          <PluginChoice />
          {loadEditor && !isMissing && (
            <Button
              look="quiet"
              aria-pressed={asText}
              onClick={() => store.getState().show({ file: asText ? '' : moduleTextPath })}
            >
              As text (WAT)
            </Button>
          )}
          <span className="small t3">WebAssembly</span>
        </div>
      </div>
      <div className="module-actions">
        <span className="mono small t3 cut grow" title={source.sha256}>
          {source.sha256 !== '' && `sha256 ${source.sha256.slice(0, 16)}…`}
        </span>
        <ChooseModule>
          <IconFileUpload size={14} /> {isMissing ? 'Choose the file…' : 'Replace…'}
        </ChooseModule>
        <Button onClick={() => void modules.backToEditor(plugin)}>
          <IconArrowBackUp size={14} /> {kept ? 'Back to the editor' : 'Write a filter instead'}
        </Button>
      </div>
      <div className={asText ? 'pane-body module-text-body' : 'pane-body'}>
        {asText ? (
          <Suspense fallback={<Notice>The editor is loading.</Notice>}>
            <ModuleTextView dark={dark} from={null} />
          </Suspense>
        ) : isMissing ? (
          <Missing name={source.name} sha256={source.sha256} />
        ) : current === null ? (
          <Notice>The doctor looks at the module once it has run.</Notice>
        ) : (
          <ModuleReport examination={current} />
        )}
      </div>
    </section>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="empty" role="status">
      {children}
    </div>
  );
}

/** Asks for a module that this browser does not have, and tells when another one was given. */
function Missing({ name, sha256 }: { name: string; sha256: string }) {
  const { modules, store } = useWorkbench();
  const offered = usePlayground((state) => state.offered);
  if (offered !== null) {
    return (
      <Notice>
        <p>
          <span className="strong">This is another module.</span> The project uses {name} with
          sha256 <span className="mono small">{sha256.slice(0, 16)}…</span>, and {offered.name} has{' '}
          <span className="mono small">{offered.sha256.slice(0, 16)}…</span>
        </p>
        <p className="t2">Using it anyway changes the hash in the project.</p>
        <div className="row wrap">
          <Button look="primary" onClick={() => modules.takeOffered()}>
            Use {offered.name} anyway
          </Button>
          <ChooseModule>Choose another…</ChooseModule>
          <Button look="quiet" onClick={() => store.getState().offerModule(null)}>
            Cancel
          </Button>
        </div>
      </Notice>
    );
  }
  return (
    <Notice>
      <p>
        <span className="strong">
          This project uses {name}
          {sha256 !== '' && (
            <>
              {' '}
              (sha256 <span className="mono small">{sha256.slice(0, 16)}…</span>)
            </>
          )}
          :
        </span>{' '}
        choose or drop it.
      </p>
      <p className="t2">
        {sha256 === ''
          ? 'A configuration of Envoy names its modules and does not hold them. Any file will do; from then on the project means that one.'
          : 'A project names its modules and does not hold them, and this browser has not got this one.'}
      </p>
      <ChooseModule look="primary">Choose {name}…</ChooseModule>
    </Notice>
  );
}
