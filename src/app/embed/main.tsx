// The page for other pages' frames: a link's Project to look at and to run. It reads no storage and keeps nothing.

import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles/baseline.layer.css';
import '../theme/tokens.css';
import '../theme/base.css';
import '../theme/forms.css';
import '../theme/results.css';
import '../theme/body.css';
import '../theme/editor.css';
import '../theme/embed.css';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { loadExample } from '#examples/index.ts';
import { readLink } from '#share/read-link.ts';
import { exampleIn } from '../controllers/address-controller.ts';
import { createCompileController } from '../controllers/compile-controller.ts';
import { fetchPrecompiled } from '../controllers/fetch-precompiled.ts';
import { createModuleStorage } from '../controllers/module-storage.ts';
import { precompiledFor } from '../controllers/project-controller.ts';
import { createRunController } from '../controllers/run-controller.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { createResultShelf } from '../store/results.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PlaygroundContext } from '../workbench.ts';
import { createCompilerClient } from '../workers/compiler-client.ts';
import { createRunnerClient } from '../workers/runner-client.ts';
import { spawnCompiler, spawnRunner } from '../workers/spawn.ts';
import { EmbedPage } from './EmbedPage.tsx';
import { NoProject } from './NoProject.tsx';

const now = (): number => performance.now();

async function show(root: Root): Promise<void> {
  const fragment = window.location.hash;
  const read = await readLink(fragment);
  if (!read.ok) {
    root.render(<NoProject why={fragment === '' ? null : read.problem.message} />);
    return;
  }
  const { project, place } = read;
  const precompiled = await precompiledFor(project, exampleIn(fragment), loadExample);
  const store = createPlaygroundStore(project);
  store.getState().openProject({ project, precompiled, edited: false, drafts: {} });
  if (place !== null) store.getState().showScenario(place.scenario);

  const shelf = createResultShelf();
  const compilerClient = createCompilerClient({
    spawn: spawnCompiler,
    deadlineMs: 20_000,
    loadDeadlineMs: 60_000,
  });
  const compiler = createCompileController(
    store,
    compilerClient,
    fetchPrecompiled,
    createModuleStorage(),
  );
  const runnerClient = createRunnerClient({ spawn: spawnRunner, loadDeadlineMs: 20_000, now });
  const runner = createRunController(store, runnerClient, shelf, now);
  const run = (): void => {
    compiler
      .compile()
      .then((modules) => (modules === null ? undefined : runner.run(modules)))
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        store.getState().setRun({ status: 'crashed', message });
        reportError(error);
      });
  };
  root.render(
    <StrictMode>
      <PlaygroundContext value={{ store, shelf, editable: false }}>
        <ErrorBoundary name="The page">
          <EmbedPage key={fragment} fragment={fragment} onRun={run} />
        </ErrorBoundary>
      </PlaygroundContext>
    </StrictMode>,
  );
  // The compiler is large, and a page may have many frames: it comes when somebody presses Run.
  if (precompiled !== null) run();
}

const element = document.getElementById('root');
if (element === null) throw new Error('embed.html has no #root');
const root = createRoot(element);
const start = (): void => {
  show(root).catch((error: unknown) => {
    root.render(<NoProject why={error instanceof Error ? error.message : String(error)} />);
    reportError(error);
  });
};
window.addEventListener('hashchange', start);
start();
