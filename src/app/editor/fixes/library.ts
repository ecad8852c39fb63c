// What the SDK and AssemblyScript offer, read from their sources: which module exports a name, and which members a type has.

import type { CompilerInfo } from '#compile/api.ts';

export interface Library {
  /** By exported name: the module to import it from. */
  modules: ReadonlyMap<string, string>;
  /** Names of the modules. */
  doors: readonly string[];
  /** Members of a type as asc calls it, such as `~lib/proxy-wasm/headers/HeaderMap`; empty for one that is not known. */
  membersOf(type: string): string[];
}

export function readLibrary(declarations: CompilerInfo['declarations']): Library {
  const sdk = declarations.filter(({ path }) => /^proxy-wasm\/[\w-]+\.ts$/.test(path));
  const isIndex = (path: string): boolean => path === 'proxy-wasm/index.ts';
  // A file that is a door says so in its first lines.
  const doors = sdk
    .filter(({ path, text }) => isIndex(path) || /^(?:\/\/.*\n)*?\/\/.*"proxy-wasm/.test(text))
    .toSorted((one, other) => Number(isIndex(other.path)) - Number(isIndex(one.path)));
  const modules = new Map<string, string>();
  for (const { path, text } of doors) {
    for (const name of exportsOf(text)) {
      if (!modules.has(name)) modules.set(name, moduleOf(path));
    }
  }
  const texts = [...sdk, ...declarations.filter(({ path }) => path.endsWith('.d.ts'))];
  return {
    modules,
    doors: doors.map(({ path }) => moduleOf(path)),
    membersOf: (type) => {
      const name = /(\w+)(?:<.*>)?$/.exec(type)?.[1] ?? '';
      return texts.flatMap(({ text }) => membersIn(text, name));
    },
  };
}

function moduleOf(path: string): string {
  return path.replace(/\.ts$/, '').replace(/\/index$/, '');
}

function exportsOf(text: string): string[] {
  const lists = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) =>
    (list ?? '').split(',').map((one) => /(\w+)\s*$/.exec(one)?.[1] ?? ''),
  );
  const own = [
    ...text.matchAll(
      /^(?:@\w+ )*export (?:abstract )?(?:class|function|const|let|enum|interface|type|namespace) (\w+)/gm,
    ),
  ].map(([, name]) => name ?? '');
  return [...own, ...lists].filter((name) => name !== '');
}

const member =
  /^ {2}(?:@\w+(?:\([^)]*\))? )*(?:(?:static|readonly|get|set|abstract|override) )*(\w+)\s*[(<:=,?!]/gm;

function membersIn(text: string, type: string): string[] {
  const start = new RegExp(`^(?:\\w+ )*(?:class|enum|interface|namespace) ${type}\\b`, 'm').exec(
    text,
  );
  if (start === null) return [];
  const block = text.slice(start.index, text.indexOf('\n}', start.index));
  return [...block.matchAll(member)].flatMap(([, name]) =>
    name === undefined || name === 'constructor' ? [] : [name],
  );
}
