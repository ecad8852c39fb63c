import { expect, test } from 'vitest';
import { smallProject } from '../testing/project.ts';
import { createPlaygroundStore } from './playground-store.ts';

const at = (file: string, line: number) => ({ file, line, column: 1 });

test('names are followed and left again in turn; whoever chooses a file goes on from there', () => {
  const store = createPlaygroundStore(smallProject());
  const state = () => store.getState();
  state().goBack();
  expect(state().reveal).toBeNull();
  state().visitSource(at('filter.ts', 3), at('~lib/proxy-wasm/http.ts', 40));
  state().visitSource(at('~lib/proxy-wasm/http.ts', 41), at('~lib/proxy-wasm/headers.ts', 7));
  expect(state()).toMatchObject({ file: '~lib/proxy-wasm/headers.ts', reveal: { line: 7 } });
  state().goBack();
  expect(state()).toMatchObject({ file: '~lib/proxy-wasm/http.ts', reveal: { line: 41 } });
  state().goBack();
  expect(state()).toMatchObject({ file: 'filter.ts', reveal: { line: 3 }, visited: [] });

  state().visitSource(at('filter.ts', 3), at('filter.ts', 9));
  state().show({ resultTab: 'state' });
  expect(state().visited).toHaveLength(1);
  state().show({ file: 'filter.ts' });
  expect(state().visited).toEqual([]);
});
