import { describe, expect, it } from 'vitest';
import { importedModules } from './imported-modules.ts';

describe('importedModules', () => {
  it('finds every form of an import', () => {
    const text = `import { a } from 'one';
export * from "two";
import * as b from
  'three';
import 'four';
export { c } from"five";`;
    expect(importedModules(text)).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('heeds no comment and no text', () => {
    const text = `// import { a } from 'one';
/* import 'two'; */ const a = "import 'three'";
const b = \`from 'four'\`; const c = 'it\\'s from "five"';
import { d } from 'six'; /* never closed: from 'seven'`;
    expect(importedModules(text)).toEqual(['six']);
  });
});
