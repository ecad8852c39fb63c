// The public SDK: which doors it has, what each of them offers, and which imports of the host each name reaches.

import { readdirSync, readFileSync } from 'node:fs';
import {
  type Declaration,
  type Member,
  readFileDeclarations,
  type SdkFile,
} from './read-declarations.ts';

const folder = new URL('../../src/sdk/', import.meta.url);

export interface PublicName {
  /** As it is written in a filter: `log.info`, `HeaderMap.get`. */
  name: string;
  member: Member;
  /** Imports of the host that it may call. */
  hostcalls: string[];
}

export interface PublicDeclaration extends PublicName {
  declaration: Declaration;
  members: PublicName[];
}

export interface Door {
  /** As it is imported: `proxy-wasm/json`. */
  path: string;
  about: string;
  declarations: PublicDeclaration[];
}

/** All doors, the main one first. */
export function readDoors(): Door[] {
  const files = readFiles();
  const reach = hostcallReach(files);
  const names = [...files.keys()].filter((name) => files.get(name)?.about.includes('"proxy-wasm'));
  const ordered = ['index', ...names.filter((name) => name !== 'index').toSorted()];
  return ordered.map((name) => doorOf(name, files, reach));
}

function readFiles(): Map<string, SdkFile> {
  const names = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name));
  const files = names.map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return [name.slice(0, -3), readFileDeclarations(text)] as const;
  });
  return new Map(files.filter(([name]) => !/^(?:env|hostcalls|.*exports)$/.test(name)));
}

function doorOf(name: string, files: Map<string, SdkFile>, reach: Reach): Door {
  const file = fileOf(files, name);
  const own = file.declarations
    .filter(({ isPublic }) => isPublic)
    .map((one) => ({ from: name, as: one.name, one }));
  const others = file.reexports.map(({ name: as, original, from }) => {
    const one = fileOf(files, from).declarations.find((declared) => declared.name === original);
    if (one === undefined)
      throw new Error(`src/sdk/${name}.ts exports ${original}, which ${from}.ts has not.`);
    return { from, as, one };
  });
  return {
    path: name === 'index' ? 'proxy-wasm' : `proxy-wasm/${name}`,
    about: file.about,
    declarations: [...others, ...own].map(({ from, as, one }) => ({
      name: as,
      member: { ...one, signature: one.signature.replace(` ${one.name}`, ` ${as}`) },
      declaration: one,
      hostcalls: reach(from, one.name),
      members: one.members
        .filter(({ isPublic }) => isPublic)
        .map((member) => ({
          name: `${as}.${member.name}`,
          member,
          hostcalls: reach(from, `${one.name}.${member.name}`),
        })),
    })),
  };
}

function fileOf(files: Map<string, SdkFile>, name: string): SdkFile {
  const file = files.get(name);
  if (file === undefined) throw new Error(`src/sdk/${name}.ts is not read.`);
  return file;
}

/** The imports that a function or member of a file may reach. */
type Reach = (file: string, name: string) => string[];

/** Follows calls by their names: more than exact, since any call of a method of that name counts, but the SDK's names are apart. */
function hostcallReach(files: Map<string, SdkFile>): Reach {
  const bodies = new Map<string, { file: string; owner: string; body: string }>();
  for (const [file, { declarations }] of files) {
    for (const { name, kind, body, members } of declarations) {
      if (kind === 'function') bodies.set(`${file} ${name}`, { file, owner: '', body });
      for (const member of members)
        bodies.set(`${file} ${name}.${member.name}`, { file, owner: name, body: member.body });
    }
  }
  const follow = (key: string, seen: Set<string>, found: Set<string>): void => {
    const node = bodies.get(key);
    if (node === undefined || seen.has(key)) return;
    seen.add(key);
    for (const [, hostcall = ''] of node.body.matchAll(/\b((?:proxy|envoy)_\w+|wasi_\w+)\(/g))
      found.add(hostcall);
    for (const target of targetsOf(node, files)) follow(target, seen, found);
  };
  return (file, name) => {
    const found = new Set<string>();
    follow(`${file} ${name}`, new Set(), found);
    return [...found].toSorted();
  };
}

/** What a body may call: functions by their names, members by `.name`, of this file and of those it imports. */
function targetsOf(
  { file, owner, body }: { file: string; owner: string; body: string },
  files: Map<string, SdkFile>,
): string[] {
  const { declarations, imports } = fileOf(files, file);
  const called = [...body.matchAll(/(\.|new )?\b(\w+)(?:<[\w<>]+>)?\(/g)];
  const reachable = [
    ...declarations.map((one) => ({ from: file, as: one.name, one })),
    ...imports.flatMap(({ name, original, from }) => {
      const one = files.get(from)?.declarations.find((declared) => declared.name === original);
      return one === undefined ? [] : [{ from, as: name, one }];
    }),
  ];
  return called.flatMap(([, before, name = '']) =>
    reachable.flatMap(({ from, as, one }) => {
      if (before === 'new ') return as === name ? [`${from} ${one.name}.constructor`] : [];
      if (before === undefined && as === name) return [`${from} ${one.name}`];
      const isMember = before === '.' || one.name === owner;
      const member = isMember ? one.members.find((inner) => inner.name === name) : undefined;
      return member === undefined ? [] : [`${from} ${one.name}.${member.name}`];
    }),
  );
}
