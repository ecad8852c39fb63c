// Puts the page together: store, clients, controllers, then React. The only file that reaches for the browser's globals by itself.

import './theme/styles.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { examples, loadExample, loadReadme } from '#examples/index.ts';
import { claimsToBeLink } from '#share/claims-to-be-link.ts';
import { App } from './App.tsx';
import { createChainController } from './controllers/chain-controller.ts';
import { createAsideRunner } from './controllers/aside-runner.ts';
import { createAddressController } from './controllers/address-controller.ts';
import { createCompileController } from './controllers/compile-controller.ts';
import { createCompareController } from './controllers/compare-controller.ts';
import { createEnvoyCheckController } from './controllers/envoy-check-controller.ts';
import { startDoctor } from './controllers/doctor-controller.ts';
import { debuggableModules } from './controllers/debuggable-modules.ts';
import { createDownloadController } from './controllers/download-controller.ts';
import { startLiveController } from './controllers/live-controller.ts';
import { fetchPrecompiled } from './controllers/fetch-precompiled.ts';
import { createModuleController } from './controllers/module-controller.ts';
import { createModuleStorage } from './controllers/module-storage.ts';
import { startOffline, watchForMissingParts } from './controllers/offline-controller.ts';
import { describeExample } from './controllers/example-detail.ts';
import { createFileController } from './controllers/file-controller.ts';
import { readAttributes } from './controllers/read-attributes.ts';
import { createRunController } from './controllers/run-controller.ts';
import { startUp } from './controllers/start-up.ts';
import { broadcastChannel } from './controllers/keeping/broadcast-channel.ts';
import { createLastMoments } from './controllers/keeping/last-moment.ts';
import { startKeeping } from './controllers/keeping/start-keeping.ts';
import { makeRoom } from './controllers/keeping/make-room.ts';
import { createProjectStorage } from './controllers/keeping/project-storage.ts';
import { browserRecords } from './controllers/keeping/records.ts';
import { withMemory } from './controllers/keeping/with-memory.ts';
import { createPlaygroundStore } from './store/playground-store.ts';
import { createResultShelf } from './store/results.ts';
import { cssVariablesResolver, theme } from './theme/mantine.ts';
import { tell, tellReload, tellUndo, tellUntilClosed } from './ui/notices.tsx';
import {
  type EditorHandle,
  PlaygroundContext,
  type Workbench,
  WorkbenchContext,
} from './workbench.ts';
import { createCompilerClient } from './workers/compiler-client.ts';
import { createDoctorClient } from './workers/doctor-client.ts';
import { createRunnerClient } from './workers/runner-client.ts';
import { spawnCompiler, spawnDoctor, spawnRunner } from './workers/spawn.ts';

const defaultExample = 'hello-header';
const now = (): number => performance.now();
const newId = (): string => crypto.randomUUID();

function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const loadReader = () => import('#share/read-link.ts');

async function start(): Promise<void> {
  // On its way while the storage is asked.
  if (claimsToBeLink(window.location.hash)) loadReader().catch(() => {});
  const runnerClient = createRunnerClient({ spawn: spawnRunner, loadDeadlineMs: 20_000, now });
  runnerClient.warm();
  const visit = newId();
  const storage = withMemory(createProjectStorage(browserRecords(), visit, Date.now));
  const moments = createLastMoments(visit);
  const { work, kept, notices } = await startUp({
    storage,
    moments,
    loadExample,
    newId,
    defaultExample,
  });

  const store = createPlaygroundStore(work.project);
  store.getState().openProject({ ...work, projectId: kept?.id ?? null });
  const shelf = createResultShelf();
  const compilerClient = createCompilerClient({
    spawn: spawnCompiler,
    deadlineMs: 20_000,
    loadDeadlineMs: 60_000,
  });
  const doctor = createDoctorClient(spawnDoctor);
  const modules = createModuleStorage();
  const compiler = createCompileController(store, compilerClient, fetchPrecompiled, modules);
  const runner = createRunController(store, runnerClient, shelf, now, (project, all) =>
    debuggableModules(project, all, () => compilerClient.ready()),
  );
  const aside = createAsideRunner(
    createRunnerClient({ spawn: spawnRunner, loadDeadlineMs: 20_000, now }),
  );

  const editors = new Set<EditorHandle>();
  const flushEditors = (): void => {
    for (const editor of editors) editor.flush();
  };
  // A defect of ours: it must be seen, and the page goes on.
  const fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    store.getState().setRun({ status: 'crashed', message });
    reportError(error);
  };
  // It says no in silence, and what is kept is kept nonetheless as long as there is room.
  const askToPersist = (): void => void navigator.storage?.persist?.().catch(() => {});
  const { persistence, projects, projectList, tabs } = startKeeping({
    store,
    storage,
    moments,
    newId,
    kept,
    loadExample,
    defaultExample,
    flushEditors,
    makeRoom: () => makeRoom(storage, modules, store.getState().project),
    channel: broadcastChannel(),
    tab: visit,
    now: Date.now,
    askToPersist,
    tellKept: (name, undo) => tellUndo(`Your ${name} stays. It is among your projects.`, undo),
    tellUndo,
    tell,
  });
  const address = createAddressController({
    store,
    projects,
    loadReader,
    readFragment: () => window.location.hash,
    replaceFragment: (fragment) =>
      window.history.replaceState(
        null,
        '',
        fragment === '' ? window.location.pathname + window.location.search : `#${fragment}`,
      ),
    tellUntilClosed,
    tellShared: (name, covers) => {
      if (covers === null) tell(`From a shared link: ${name}.`);
      else
        tellUndo(
          `From a shared link: ${name}. Your ${covers} stays as it was.`,
          () => projects.uncover(),
          `Back to ${covers}`,
        );
    },
  });
  // Before the first run, so that it is the link's project that is compiled.
  await address.openLink();
  window.addEventListener('hashchange', () => void address.openLink().catch(fail));
  const live = startLiveController(store, compiler, runner, fail);
  startDoctor(store, compiler, doctor);
  const leave = (ends: boolean): void => {
    flushEditors();
    persistence.leave(ends);
    if (ends) tabs.leave();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave(false);
  });
  window.addEventListener('pagehide', () => leave(true));
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) tabs.comeBack();
  });

  const runNow = (): void => {
    flushEditors();
    live.runNow().catch(fail);
  };
  const firstSource = async () => {
    const [first] = (await loadExample(defaultExample)).plugins;
    if (first === undefined) throw new Error('the first example has no plugin');
    return first.source;
  };

  const moduleController = createModuleController({
    store,
    storage: modules,
    doctor,
    flushEditors,
    firstSource,
    runNow,
    tell,
    tellUndo,
  });

  const workbench: Workbench = {
    store,
    shelf,
    examples,
    describeExample: (slug) => describeExample(slug, { loadExample, loadReadme, fetchPrecompiled }),
    projects,
    projectList,
    tabs,
    address,
    chain: createChainController({ store, loadExample, flushEditors, tell, tellUndo }),
    download: createDownloadController({
      store,
      compiler,
      aside,
      flushEditors,
      rebuildFiles: async (project, plugin) =>
        (await import('./controllers/rebuild-files.ts')).rebuildFiles(project, plugin),
      loadBundle: () => import('#bundle/bundle.ts'),
      provenance: async (project) =>
        (await import('./controllers/provenance.ts')).provenance(project, location.href),
      saveFile,
    }),
    modules: moduleController,
    files: createFileController({
      store,
      storage,
      flushEditors,
      modules: moduleController,
      moduleStorage: modules,
      projects,
      loadReader: () => import('#bundle/read-project-file.ts'),
      saveFile,
      askToPersist,
      tell,
    }),
    explain: (text) => {
      const { project, examinations } = store.getState();
      return doctor.explain(text, { project, modules: examinations });
    },
    moduleText: async (plugin) => {
      const module = compiler.latest()?.modules[plugin];
      if (module === undefined) return 'There is no module yet: the filter has not been compiled.';
      const { bytes, sourceMap } = module;
      return { text: await doctor.write(bytes), module: bytes, sourceMap };
    },
    readAttributes: (asked) => readAttributes(asked, store, compiler, aside),
    runNow,
    debug: (debugging) => {
      store.getState().show({ debugging });
      runNow();
    },
    compare: createCompareController(store, compiler, aside),
    envoyCheck: createEnvoyCheckController({
      store,
      compiler,
      flushEditors,
      fetch: window.fetch.bind(window),
    }),
    cancelRun: () => runner.cancel(),
    compilerInfo: () => compilerClient.ready(),
    registerEditor: (editor) => {
      editors.add(editor);
      return () => editors.delete(editor);
    },
    editorAction: (id) => {
      for (const editor of editors) editor.act(id);
    },
    flushEditors,
  };

  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager()}
      >
        <Notifications position="bottom-left" containerWidth={460} />
        <WorkbenchContext value={workbench}>
          <PlaygroundContext value={{ store, shelf, editable: true }}>
            <App />
          </PlaygroundContext>
        </WorkbenchContext>
      </MantineProvider>
    </StrictMode>,
  );
  watchForMissingParts({ tellUpdate: tellReload });
  live
    .runNow()
    .catch(fail)
    // The first result comes first: what is fetched for later visits would only slow it.
    .then(() => startOffline({ tellUpdate: tellReload }))
    .catch(fail);
  for (const notice of notices) tell(notice);
}

start().catch((error: unknown) => {
  // There is no page yet to say it on.
  document.body.textContent = `Sluice could not start: ${error instanceof Error ? error.message : String(error)}`;
  reportError(error);
});
