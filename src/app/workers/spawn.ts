// The only place that names the worker files.

export function spawnCompiler(): Worker {
  return new Worker(new URL('../../../worker/compiler.worker.ts', import.meta.url), {
    type: 'module',
    name: 'compiler',
  });
}

export function spawnDoctor(): Worker {
  return new Worker(new URL('../../../worker/doctor.worker.ts', import.meta.url), {
    type: 'module',
    name: 'doctor',
  });
}

export function spawnRunner(): Worker {
  return new Worker(new URL('../../../worker/runner.worker.ts', import.meta.url), {
    type: 'module',
    name: 'runner',
  });
}
