import { expect, test } from 'vitest';
import { debugMap } from './debug-map.ts';

test('sources have the owner in their names, and the texts that are known', () => {
  const map = JSON.stringify({
    version: 3,
    sources: ['filter.ts', '~lib/proxy-wasm/http.ts', '~lib/string.ts'],
    names: [],
    mappings: 'AAAA',
  });
  const files = [{ path: 'filter.ts', text: 'mine' }];
  const library = [{ path: 'proxy-wasm/http.ts', text: 'theirs' }];
  expect(JSON.parse(debugMap(map, 'auth', files, library))).toEqual({
    version: 3,
    sources: [
      'sluice:///auth/filter.ts',
      'sluice:///auth/lib/proxy-wasm/http.ts',
      'sluice:///auth/lib/string.ts',
    ],
    sourcesContent: ['mine', 'theirs', null],
    names: [],
    mappings: 'AAAA',
  });
});
