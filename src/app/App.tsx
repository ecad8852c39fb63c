// The page: bars above and below, panes between; three layouts for three widths.

import { lazy, Suspense, useEffect, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { EditorPane } from './editor/EditorPane.tsx';
import { ElsewhereBanner } from './panels/frame/ElsewhereBanner.tsx';
import { NarrowLayout } from './panels/frame/NarrowLayout.tsx';
import { FileDrop } from './panels/frame/FileDrop.tsx';
import { PhoneLayout } from './panels/frame/PhoneLayout.tsx';
import { StatusBar } from './panels/frame/StatusBar.tsx';
import { TopBar } from './panels/frame/TopBar.tsx';
import { useKeys } from './panels/frame/use-keys.ts';
import { ScenarioPane } from './panels/forms/ScenarioPane.tsx';
import { ResultPane } from './panels/results/ResultPane.tsx';
import { safeStorage } from './controllers/safe-storage.ts';
import { useDark } from './theme/use-dark.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { useMedia, usePlayground, useWorkbench } from './workbench.ts';

const ExamplesDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/gallery/ExamplesDialog.tsx')).ExamplesDialog,
}));
const ProjectsDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/projects/ProjectsDialog.tsx')).ProjectsDialog,
}));
const DownloadDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/download/DownloadDialog.tsx')).DownloadDialog,
}));
const HelpDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/HelpDialog.tsx')).HelpDialog,
}));

const ExplainDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/ExplainDialog.tsx')).ExplainDialog,
}));
const PasteDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/PasteDialog.tsx')).PasteDialog,
}));
const OpenEnvoyDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/envoy/OpenEnvoyDialog.tsx')).OpenEnvoyDialog,
}));
const EnvoyOriginDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/envoy/EnvoyOriginDialog.tsx')).EnvoyOriginDialog,
}));
const loadPalette = async () => ({
  default: (await import('./panels/dialogs/palette/PaletteDialog.tsx')).PaletteDialog,
});
const PaletteDialog = lazy(loadPalette);
const ModuleDialog = lazy(async () => ({
  default: (await import('./panels/dialogs/ModuleDialog.tsx')).ModuleDialog,
}));

export function App() {
  useKeys();
  const phone = useMedia('(width < 600px)');
  const narrow = useMedia('(width < 900px)');
  const dark = useDark();
  const loadEditor = useLoadEditor() && !phone;
  useEffect(() => {
    // Who opens the palette types on at once: then it must be here already.
    if (loadEditor) void loadPalette().catch(() => {});
  }, [loadEditor]);

  return (
    <div className="page">
      <TopBar />
      <ElsewhereBanner />
      <main className="work">
        {phone ? (
          <PhoneLayout dark={dark} />
        ) : narrow ? (
          <NarrowLayout dark={dark} loadEditor={loadEditor} />
        ) : (
          <WideLayout dark={dark} loadEditor={loadEditor} />
        )}
      </main>
      <StatusBar />
      <Dialogs />
      <FileDrop />
    </div>
  );
}

/** The editor is large: it comes after the first result, or when that takes its time. */
function useLoadEditor(): boolean {
  const hasResult = usePlayground((state) => state.resultKey > 0);
  const compiling = usePlayground(
    (state) => state.compile.status !== 'idle' && state.compile.status !== 'ready',
  );
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    if (!hasResult && !compiling) return;
    const frame = requestAnimationFrame(() => setTimeout(() => setPainted(true), 0));
    return () => cancelAnimationFrame(frame);
  }, [hasResult, compiling]);
  return painted;
}

function WideLayout({ dark, loadEditor }: { dark: boolean; loadEditor: boolean }) {
  const maximized = usePlayground((state) => state.maximized);
  const columns = useDefaultLayout({ id: 'sluice-columns', storage: safeStorage });
  const rows = useDefaultLayout({ id: 'sluice-rows', storage: safeStorage });

  if (maximized === 'result') {
    return (
      <ErrorBoundary name="The result pane">
        <ResultPane canMaximize />
      </ErrorBoundary>
    );
  }
  return (
    <Group orientation="horizontal" {...columns}>
      <Panel id="editor" defaultSize="44%" minSize="360px">
        <ErrorBoundary name="The editor pane">
          <EditorPane dark={dark} loadEditor={loadEditor} />
        </ErrorBoundary>
      </Panel>
      <Separator className="divider" aria-label="Width of the editor" />
      <Panel id="right" minSize="480px">
        <Group orientation="vertical" {...rows}>
          <Panel id="scenario" defaultSize="292px" minSize="104px">
            <ErrorBoundary name="The scenario pane">
              <ScenarioPane />
            </ErrorBoundary>
          </Panel>
          <Separator className="divider" aria-label="Height of the scenario" />
          <Panel id="result" minSize="160px">
            <ErrorBoundary name="The result pane">
              <ResultPane canMaximize />
            </ErrorBoundary>
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}

function Dialogs() {
  const { store } = useWorkbench();
  const dialog = usePlayground((state) => state.dialog);
  const close = (): void => store.getState().showDialog(null);
  return (
    <Suspense fallback={null}>
      {dialog === 'examples' && <ExamplesDialog onClose={close} />}
      {dialog === 'projects' && <ProjectsDialog onClose={close} />}
      {dialog === 'open-envoy' && <OpenEnvoyDialog onClose={close} />}
      {dialog === 'envoy-origin' && <EnvoyOriginDialog onClose={close} />}
      {dialog === 'download' && <DownloadDialog onClose={close} />}
      {dialog === 'help' && <HelpDialog onClose={close} />}
      {dialog === 'explain' && <ExplainDialog onClose={close} />}
      {dialog === 'paste' && <PasteDialog onClose={close} />}
      {dialog === 'palette' && <PaletteDialog onClose={close} />}
      {dialog === 'module' && <ModuleDialog onClose={close} />}
    </Suspense>
  );
}
