// The worker that runs guests. It may be ended at any time, because a guest may never come back.

import * as Comlink from 'comlink';
import { createPositionLookup } from '#compile/source-map.ts';
import type { RunnerApi } from '#run/api.ts';
import { loadLibrary } from '#run/load-library.ts';
import { playProject } from '#run/play.ts';

const runner: RunnerApi = {
  run: async (request, onProgress) =>
    playProject(request, onProgress, createPositionLookup, await loadLibrary(request.modules)),
};

Comlink.expose(runner);
