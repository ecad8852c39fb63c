import { expect, test } from 'vitest';
import { withSourceMap } from './debuggable-module.ts';
import { readModuleInfo } from './module-info.ts';
import { rewriteModule } from './module-rewrite.ts';
import { wat } from './testing/guest.ts';

test('the map counts from where the code is after the rewrite, and replaces the compiler’s own', () => {
  const original = wat('(module (memory 1) (func (export "f") (result i32) (i32.const 7)))');
  const info = readModuleInfo(original);
  const rewritten = rewriteModule(original, info, { maxPages: 300, countLoops: false });
  const map = '{"version":3,"sources":["a.ts"],"names":[],"mappings":""}';
  const once = withSourceMap(rewritten.bytes, info, map);
  const twice = withSourceMap(once, info, map);
  expect(twice).toEqual(once);

  const module = new WebAssembly.Module(new Uint8Array(once));
  const [url, ...more] = WebAssembly.Module.customSections(module, 'sourceMappingURL');
  expect(more).toEqual([]);
  const text = new TextDecoder().decode(url).slice(1 + 'data:application/json;base64,'.length);
  const written: unknown = JSON.parse(atob(text.slice(text.indexOf('eyJ'))));
  const codeOf = ({ sections }: typeof info) => sections.find(({ id }) => id === 10)?.contents ?? 0;
  const shift = codeOf(readModuleInfo(once)) - codeOf(info);
  expect(shift).toBeGreaterThan(0);
  expect(written).toEqual({
    version: 3,
    sections: [{ offset: { line: 0, column: shift }, map: JSON.parse(map) as unknown }],
  });
});
