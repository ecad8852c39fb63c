// Source and result side by side, with a bar above: which scenario, how it went, Run, and the way into Sluice.

import { type ReactNode, useEffect, useId } from 'react';
import { atOtherPlace } from '#share/link-format.ts';
import { PlainCode } from '../editor/PlainCode.tsx';
import { ExchangeChoice, JourneyPane } from '../panels/results/JourneyPane.tsx';
import { VerdictChip } from '../panels/results/VerdictChip.tsx';
import { sourceFiles } from '../store/edit-project.ts';
import { Button } from '../ui/Button.tsx';
import { TabList } from '../ui/Tabs.tsx';
import { usePlayground, usePlaygroundContext, useScenarioReport } from '../workbench.ts';
import { ScenarioSelect } from '../panels/scenario/ScenarioSelect.tsx';

interface EmbedPageProps {
  /** The link's, which leads to the same project in Sluice. */
  fragment: string;
  onRun: () => void;
}

export function EmbedPage({ fragment, onRun }: EmbedPageProps) {
  useCallsOpenInSluice(fragment);
  return (
    <div className="embed">
      <Bar fragment={fragment} onRun={onRun} />
      <div className="embed-panes">
        <SourcePane />
        <ResultPane onRun={onRun} />
      </div>
    </div>
  );
}

const inSluice = (fragment: string): string => `./${fragment}`;

/** There is no timeline here: who asks for a call gets Sluice, at that call. */
function useCallsOpenInSluice(fragment: string): void {
  const { store } = usePlaygroundContext();
  useEffect(
    () =>
      store.subscribe(({ resultTab, selectedSeq, scenario }) => {
        if (resultTab !== 'timeline') return;
        store.getState().show({ resultTab: 'journey', selectedSeq: null });
        const place = atOtherPlace(fragment, { scenario, seq: selectedSeq });
        window.open(inSluice(`#${place}`), '_blank', 'noopener');
      }),
    [store, fragment],
  );
}

function Bar({ fragment, onRun }: EmbedPageProps) {
  const name = usePlayground((state) => state.project.name);
  const busy = useBusy();
  return (
    <div className="embed-bar">
      <h1 className="strong cut">{name}</h1>
      <ScenarioSelect />
      <span className="grow" />
      <VerdictChip report={useScenarioReport()} />
      <Button look="primary" disabled={busy} onClick={onRun}>
        Run
      </Button>
      <a
        className="button"
        href={inSluice(fragment)}
        target="_blank"
        rel="noopener"
        aria-label="Open in Sluice"
      >
        <span>
          Open <span className="embed-where">in Sluice</span>
        </span>
      </a>
    </div>
  );
}

function useBusy(): boolean {
  return usePlayground(
    ({ compile, run }) => compile.status === 'compiling' || run.status === 'running',
  );
}

function SourcePane() {
  const { store } = usePlaygroundContext();
  const panelId = useId();
  const project = usePlayground((state) => state.project);
  const plugin = usePlayground((state) => state.plugin);
  const chosen = usePlayground((state) => state.file);
  const reveal = usePlayground((state) => state.reveal);
  const source = project.plugins[plugin]?.source;
  const files = project.plugins.flatMap((one, index) =>
    sourceFiles(project, index).map(({ path, text }) => ({
      plugin: index,
      path,
      text,
      label: project.plugins.length > 1 ? `${one.name || `filter ${index + 1}`} · ${path}` : path,
    })),
  );
  const file =
    files.find((one) => one.plugin === plugin && one.path === chosen) ??
    files.find((one) => one.plugin === plugin);
  if (file === undefined) {
    return (
      <section className="pane" aria-label="Source">
        <Empty>
          {source?.kind === 'module'
            ? `The filter is ${source.name}, a module compiled elsewhere.`
            : 'There is no source.'}
        </Empty>
      </section>
    );
  }
  const line =
    reveal?.plugin === file.plugin && reveal.file === file.path ? reveal.line : undefined;
  return (
    <section className="pane" aria-label="Source">
      <div className="tabs">
        <TabList
          label="Files"
          panelId={panelId}
          value={`${file.plugin} ${file.path}`}
          items={files.map((one) => ({ value: `${one.plugin} ${one.path}`, label: one.label }))}
          onChange={(value) => {
            const next = files.find((one) => `${one.plugin} ${one.path}` === value);
            if (next !== undefined) store.getState().show({ plugin: next.plugin, file: next.path });
          }}
        />
      </div>
      <div className="embed-source" id={panelId} role="tabpanel" aria-label={file.label}>
        <PlainCode text={file.text} line={line} />
      </div>
    </section>
  );
}

function ResultPane({ onRun }: { onRun: () => void }) {
  const report = useScenarioReport();
  const chosen = usePlayground((state) => state.exchange);
  return (
    <section className="pane" aria-label="Result">
      <ExchangeChoice report={report} />
      {/* Long results scroll, and scrolling must be possible by keyboard. */}
      <div className="pane-body contained" tabIndex={0} role="group" aria-label="Journey">
        {report === null ? (
          <NoResult onRun={onRun} />
        ) : (
          <JourneyPane
            report={report}
            exchangeIndex={Math.min(chosen, report.exchanges.length - 1)}
          />
        )}
      </div>
    </section>
  );
}

function NoResult({ onRun }: { onRun: () => void }) {
  const compile = usePlayground((state) => state.compile);
  const run = usePlayground((state) => state.run);
  if (compile.status === 'compiling')
    return <Empty>{compile.loading ? 'Loading the compiler.' : 'Compiling the filter.'}</Empty>;
  if (compile.status === 'crashed') return <Empty>The compiler broke: {compile.message}</Empty>;
  if (compile.status === 'missing')
    return (
      <Empty>It needs the module {compile.name}: open it in Sluice and choose the file.</Empty>
    );
  if (compile.status === 'failed')
    return (
      <Empty>
        The filter does not compile:{' '}
        {compile.problems.find((one) => one.severity === 'error')?.message}
      </Empty>
    );
  if (run.status === 'crashed') return <Empty>The run broke: {run.message}</Empty>;
  if (run.status === 'running') return <Empty>Running the scenarios.</Empty>;
  return (
    <div className="empty">
      <p>A run compiles the filter in this tab and plays the request through it as Envoy would.</p>
      <Button look="primary" onClick={onRun}>
        Run it
      </Button>
    </div>
  );
}

function Empty({ children }: { children: ReactNode }) {
  return (
    <div className="empty" role="status">
      <p>{children}</p>
    </div>
  );
}
