// The worker that runs guests. It may be ended at any time, because a guest may never come back.

import * as Comlink from 'comlink';
import { createPositionLookup } from '#compile/source-map.ts';
import type { RunnerApi } from '#run/api.ts';
import { runProject } from '#run/play.ts';

const runner: RunnerApi = {
  run: (request, onProgress) =>
    Promise.resolve(runProject(request, onProgress, createPositionLookup)),
};

Comlink.expose(runner);
