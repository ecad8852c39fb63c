import { expect, test, vi } from 'vitest';
import { scenario } from '#trace/testing/report.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { smallProject } from '../testing/project.ts';
import { createCompareController } from './compare-controller.ts';
import type { AsideRunner } from './aside-runner.ts';

const debug = [{ bytes: new Uint8Array([1]), sourceMap: null }];
const release = [{ bytes: new Uint8Array([2]), sourceMap: null }];

function controller(latest = true) {
  const store = createPlaygroundStore(smallProject());
  store.getState().showScenario(1);
  const play = vi.fn<AsideRunner['play']>((project) =>
    Promise.resolve({ format: 1, project: project.name, scenarios: [scenario({ index: 1 })] }),
  );
  const compiler = {
    compile: () => Promise.resolve(null),
    latest: () => (latest ? { sourceRevision: 0, modules: debug } : null),
    release: () => Promise.resolve(release),
  };
  return { play, compare: createCompareController(store, compiler, { play }) };
}

test('the scenario on screen alone is played, with the modules that the variant asks for', async () => {
  const { compare, play } = controller();
  expect(await compare.play({ kind: 'release' })).toMatchObject({ index: 1 });
  expect(play.mock.calls[0]?.slice(1)).toEqual([release, { scenarios: [1] }, undefined]);
  await compare.play({ kind: 'workers', workers: 4 });
  expect(play.mock.calls[1]?.[0].workers).toBe(4);
  expect(play.mock.calls[1]?.[1]).toBe(debug);
});

test('without a module there is a reason', async () => {
  const { compare } = controller(false);
  expect(await compare.play({ kind: 'workers', workers: 4 })).toBe('the filter does not compile');
});
