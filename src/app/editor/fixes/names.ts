// Fixes for names that nobody knows: an import that is missing, another spelling, another module.

import { nearestName } from '#doctor/nearest-name.ts';
import { type Fix, type FixMaker, marked, replaceMarked, withoutWords } from './fix.ts';
import { importEdit, withoutImports } from './imports.ts';

/** How other SDKs and the web call what ours calls otherwise. */
const otherWords: Readonly<Record<string, string>> = {
  set: 'replace',
  append: 'add',
  delete: 'remove',
  getAll: 'values',
  entries: 'pairs',
  toLowercase: 'toLowerCase',
  toUppercase: 'toUpperCase',
};

function nearest(name: string, known: readonly string[]): string | null {
  const byLowerCase = new Map(
    known.filter((one) => one !== name).map((one) => [one.toLowerCase(), one]),
  );
  const found = nearestName(name, [...byLowerCase.keys()]);
  return found === null ? null : (byLowerCase.get(found) ?? null);
}

export const unknownName: FixMaker = (input) => {
  const { text, library } = input;
  const name = marked(input);
  if (name === 'undefined') return [{ title: 'Use null', edits: [replaceMarked(input, 'null')] }];
  if (name === 'JSON') return jsonParse(input);
  const module = library.modules.get(name);
  if (module !== undefined) {
    return [{ title: `Import from '${module}'`, edits: [importEdit(text, name, module)] }];
  }
  const written = [...withoutWords(text).matchAll(/\b[A-Za-z_]\w{2,}/g)].map(([word]) => word);
  const alike = nearest(name, [...new Set([...written, ...library.modules.keys()])]);
  return alike === null
    ? []
    : [{ title: `Change to ${alike}`, edits: [replaceMarked(input, alike)] }];
};

const jsonParse: FixMaker = (input) => {
  const { text, diagnostic, library } = input;
  const { start } = diagnostic.range;
  const module = library.modules.get('parseJson');
  const call = 'JSON.parse';
  if (!text.startsWith(call, start) || module === undefined) return [];
  return [
    {
      title: `Use parseJson of '${module}'`,
      edits: [
        { start, end: start + call.length, text: 'parseJson' },
        importEdit(text, 'parseJson', module),
      ],
    },
  ];
};

/** `Property 'Add' does not exist on type '~lib/proxy-wasm/headers/HeaderMap'.` */
export const unknownMember: FixMaker = (input) => {
  const name = marked(input);
  const type = /on type '(.+)'/.exec(input.diagnostic.message)?.[1] ?? '';
  const members = input.library.membersOf(type);
  const other = otherWords[name];
  const alike = other !== undefined && members.includes(other) ? other : nearest(name, members);
  return alike === null
    ? []
    : [{ title: `Change to ${alike}`, edits: [replaceMarked(input, alike)] }];
};

/** `Module '~lib/proxy-wasm' has no exported member 'parseJson'.` */
export const wrongModule: FixMaker = (input) => {
  const { text, library, diagnostic } = input;
  const name = marked(input);
  const wrong = /^Module '~lib\/(.+?)'/.exec(diagnostic.message)?.[1];
  const right = library.modules.get(name);
  if (right === undefined || right === wrong) return [];
  const gone = withoutImports(text, (one, { module }) => one === name && module === wrong);
  const edits = [...gone, importEdit(text, name, right)];
  return [{ title: `Import from '${right}'`, edits }];
};

/** `File '~lib/proxywasm.ts' not found.` */
export const unknownModule: FixMaker = (input): Fix[] => {
  const written = marked(input);
  const name = written.slice(1, -1);
  const own = input.files.map((path) => `./${path.replace(/\.ts$/, '')}`);
  const alike = nearest(name, name.startsWith('.') ? own : input.library.doors);
  if (alike === null) return [];
  const quote = written.charAt(0);
  return [
    { title: `Change to '${alike}'`, edits: [replaceMarked(input, `${quote}${alike}${quote}`)] },
  ];
};
