// Each fix is asked of asc's own diagnostic, made, and compiled again: what was wrong must be gone.

import { expect, test } from 'vitest';
import type { Diagnostic } from '#compile/api.ts';
import { createNodeCompiler } from '../../../compile/node/node-compiler.ts';
import { applyEdits, type Fix, type FixInput } from './fix.ts';
import { removeUnusedImports } from './imports.ts';
import { readLibrary } from './library.ts';
import { quickFixes } from './quick-fixes.ts';

const compiler = createNodeCompiler();
const library = readLibrary((await compiler.ready()).declarations);

const names = 'FilterHeadersStatus, HttpContext, registerRootContext, request, RootContext';

/** A filter with these lines in its request callback and these members in its stream. */
function filter(
  lines: string,
  members = '',
  imports = `import { ${names} } from 'proxy-wasm';`,
): string {
  return `${imports}
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new Stream(contextId);
  }
}
class Stream extends HttpContext {
  ${members}
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${lines}
    return FilterHeadersStatus.Continue;
  }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;
}

async function diagnose(text: string, code: string): Promise<Diagnostic[]> {
  const files = [
    { path: 'filter.ts', text },
    { path: 'words.ts', text: "export const word: string = 'x';" },
  ];
  const outcome = await compiler.compile({ revision: 1, profile: 'debug', files });
  if (outcome.status !== 'compiled' && outcome.status !== 'failed') throw new Error(outcome.status);
  return outcome.diagnostics.filter((one) => one.code === code || code === '');
}

async function fixesOf(text: string, code: string): Promise<Fix[]> {
  const [diagnostic] = await diagnose(text, code);
  if (diagnostic?.range == null) throw new Error(`nobody says ${code}`);
  const marked: FixInput['diagnostic'] = { ...diagnostic, range: diagnostic.range };
  return quickFixes({ text, diagnostic: marked, library, files: ['filter.ts', 'words.ts'] });
}

async function mended(text: string, code: string, title: string): Promise<string> {
  const fixes = await fixesOf(text, code);
  expect(fixes.map((one) => one.title)).toContain(title);
  const fix = fixes.find((one) => one.title === title);
  const next = applyEdits(text, fix?.edits ?? []);
  const left = await diagnose(next, '');
  expect(
    left.filter((one) => one.severity === 'error' || one.code === code),
    next,
  ).toEqual([]);
  return next;
}

const cases: [title: string, code: string, text: string, mendedLine: string][] = [
  ["Import from 'proxy-wasm'", 'TS2304', filter("log.info('x');"), `import { ${names}, log } from`],
  [
    "Import from 'proxy-wasm/json'",
    'TS2304',
    filter("parseJson('1');"),
    "import { parseJson } from 'proxy-wasm/json';",
  ],
  ['Change to request', 'TS2304', filter("requst.headers.get('a');"), "request.headers.get('a')"],
  ['Use null', 'TS2304', filter('const word: string | null = undefined;'), '= null;'],
  ["Use parseJson of 'proxy-wasm/json'", 'TS2304', filter("JSON.parse('1');"), "parseJson('1');"],
  ['Change to add', 'TS2339', filter("request.headers.Add('a', 'b');"), "headers.add('a', 'b')"],
  [
    'Change to replace',
    'TS2339',
    filter("request.headers.set('a', 'b');"),
    "headers.replace('a', 'b')",
  ],
  ['Change to toLowerCase', 'TS2339', filter("'A'.tolowercase();"), "'A'.toLowerCase()"],
  [
    'Change to Continue',
    'TS2339',
    filter('return FilterHeadersStatus.continue;'),
    'return FilterHeadersStatus.Continue;',
  ],
  [
    "Import from 'proxy-wasm/json'",
    'TS2305',
    filter("parseJson('1');", '', `import { ${names}, parseJson } from 'proxy-wasm';`),
    `import { ${names} } from 'proxy-wasm';\nimport { parseJson } from 'proxy-wasm/json';`,
  ],
  [
    "Change to 'proxy-wasm'",
    'TS6054',
    filter('', '', `import { ${names} } from 'proxywasm';`),
    "from 'proxy-wasm';",
  ],
  [
    "Change to './words'",
    'TS6054',
    filter('word;', '', `import { word } from './word';\nimport { ${names} } from 'proxy-wasm';`),
    "from './words';",
  ],
  ["Make it a text: '5'", 'TS2322', filter("request.headers.add('a', 5);"), "add('a', '5')"],
  [
    'Make it a text: count.toString()',
    'TS2322',
    filter("request.headers.add('a', count);"),
    "add('a', count.toString())",
  ],
  [
    'Make it a text: (count + 1).toString()',
    'TS2322',
    filter("request.headers.add('a', count + 1);"),
    '(count + 1).toString()',
  ],
  [
    "Read the number: I32.parseInt('5')",
    'TS2322',
    filter("const size: i32 = '5';"),
    "I32.parseInt('5')",
  ],
  [
    "Take '' when it is null",
    'TS2322',
    filter("const word: string = request.headers.get('a');"),
    "(request.headers.get('a') || '')",
  ],
  [
    'Add ! (traps when it is null)',
    'TS2322',
    filter("const word = request.headers.get('a'); word.length;"),
    'word!.length',
  ],
  ['Cast: <u8>count', 'AS200', filter('const byte: u8 = count;'), '<u8>count'],
  ['Cast: <i32>1.5', 'AS200', filter('const size: i32 = 1.5;'), '<i32>1.5'],
  ["Begin with ''", 'TS2564', filter('', 'word: string;'), "word: string = '';"],
  [
    'Begin with new Map<string, i32>()',
    'TS2564',
    filter('', 'words: Map<string, i32>;'),
    '= new Map<string, i32>();',
  ],
  [
    'Use ||, which AssemblyScript has',
    'TS1109',
    filter("const word = request.headers.get('a') ?? 'b';"),
    "get('a') || 'b'",
  ],
  [
    'Loop by index',
    'AS100',
    filter(
      "const words = ['a'];\n    for (const word of words) {\n      request.headers.add('a', word);\n    }",
    ),
    'for (let i = 0; i < words.length; i++) {\n      const word = words[i];',
  ],
  [
    'Loop by index',
    'AS100',
    filter("for (const word of 'a b'.split(' ')) { word; }"),
    "const list = 'a b'.split(' ');\n    for (let i = 0; i < list.length; i++) {",
  ],
  [
    'Loop by index',
    'AS100',
    filter(
      "const words = ['a'];\n    let sum = 0;\n    words.forEach((word) => {\n      sum += word.length;\n    });",
    ),
    'const word = words[i];\n      sum += word.length;\n    };',
  ],
];

test.each(cases)('%s (%s)', async (title, code, text, mendedLine) => {
  expect(await mended(text, code, title)).toContain(mendedLine);
});

test('the cures of lints', async () => {
  expect(
    await mended(
      filter("request.headers.get(':host');"),
      'host-for-authority',
      "Change to ':authority'",
    ),
  ).toContain("get(':authority')");
  const property = filter(
    "property.getString(['cluster_name']);",
    '',
    `import { ${names}, property } from 'proxy-wasm';`,
  );
  expect(await mended(property, 'removed-property', "Read it below 'xds'")).toContain(
    "(['xds', 'cluster_name'])",
  );
  const held = filter('return FilterHeadersStatus.StopIteration;');
  expect(await mended(held, 'never-resumed', 'Return Continue')).toContain(
    'return FilterHeadersStatus.Continue;',
  );
  const body = `import { FilterDataStatus, ${names} } from 'proxy-wasm';\nimport { parseJson } from 'proxy-wasm/json';`;
  const stale = filter(
    '',
    "onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {\n    request.body.replace('x');\n    return FilterDataStatus.Continue;\n  }",
    body,
  );
  expect(
    await mended(stale, 'stale-content-length', 'Remove content-length in onRequestHeaders'),
  ).toContain("{\n    request.headers.remove('content-length');");
  const partial = filter(
    '',
    'onRequestBody(size: i32, last: bool): FilterDataStatus {\n    parseJson(request.body.text());\n    return FilterDataStatus.Continue;\n  }',
    body,
  );
  expect(await mended(partial, 'partial-body', 'Wait for the whole body')).toContain(
    'if (!last) return FilterDataStatus.StopIterationAndBuffer;',
  );
});

test('a misspelt callback is named as the SDK names it', async () => {
  const text = filter('', 'on_log(): void {}');
  expect(await mended(text, 'misspelt-callback', 'Rename it to onLog')).toContain('onLog(): void');
});

test('where a fix would change the meaning there is none', async () => {
  const leaves = filter(
    "const words = ['a'];\n    let sum = 0;\n    words.forEach((word) => {\n      if (word == '') return;\n      sum += 1;\n    });",
  );
  expect(await fixesOf(leaves, 'AS100')).toEqual([]);
  expect(await fixesOf(filter('const size = zyxwvut;'), 'TS2304')).toEqual([]);
  const keyed = 'const ages = new Map<string, i32>();\n    for (const age of ages) { age; }';
  expect(await fixesOf(filter(keyed), 'AS100')).toEqual([]);
});

test('imports that nothing uses are taken out where one stands in the import', () => {
  const text =
    "import {\n  log,\n  request,\n  Status,\n} from 'proxy-wasm';\nimport { parseJson } from 'proxy-wasm/json';\n// Status\nlog.info(`${request.headers.get('log')}`);\n";
  const fix = removeUnusedImports(text, 3);
  expect(fix?.title).toBe('Remove what is not used: Status, parseJson');
  expect(applyEdits(text, fix?.edits ?? [])).toBe(
    "import {\n  log,\n  request,\n} from 'proxy-wasm';\n// Status\nlog.info(`${request.headers.get('log')}`);\n",
  );
  expect(removeUnusedImports(text, text.length)).toBeNull();
  expect(removeUnusedImports("import { log } from 'proxy-wasm';\nlog;", 0)).toBeNull();
});
