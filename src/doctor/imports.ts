// What a module imports, and whether Envoy has it. The hostcall table is the only list.

import type { AbiVersion } from '#abi/types.ts';
import { findHostcall } from '#host/hostcall-table.ts';
import { importProblem } from '#host/load-module.ts';
import { type ModuleImport, type ModuleInfo, typeText } from '#host/module-info.ts';
import { whyNot } from '#host/wasi/why.ts';
import type { Finding, ImportFact } from './examination.ts';
import { findingOfLine } from './refusal.ts';
import { inWords } from './words.ts';

/** The ABI that a module without a marker is looked at as: what it lacks is the marker, not everything else. */
const newest: AbiVersion = '0.2.1';

export function importFacts(info: ModuleInfo, abiVersion: AbiVersion | null): ImportFact[] {
  return info.imports.map((item) => ({
    module: item.module,
    name: item.name,
    type: item.type === null ? null : typeText(item.type),
    envoyHas: stateOf(importProblem(item, abiVersion ?? newest)),
  }));
}

function stateOf(problem: string | null): ImportFact['envoyHas'] {
  if (problem === null) return 'yes';
  return problem.includes('type mismatch') ? 'with another type' : 'no';
}

export function importFindings(info: ModuleInfo, abiVersion: AbiVersion | null): Finding[] {
  const version = abiVersion ?? newest;
  const bad = info.imports.flatMap((item) => importProblem(item, version) ?? []);
  return [...new Set(bad)]
    .map(findingOfLine)
    .concat(notEmulated(info.imports, version), failingWasi(info.imports, version));
}

function notEmulated(imports: readonly ModuleImport[], version: AbiVersion): Finding[] {
  return imports.flatMap(({ module, name }): Finding[] => {
    const reason = findHostcall(module, name, version)?.notEmulated ?? null;
    if (reason === null) return [];
    return [
      {
        id: 'not-emulated',
        severity: 'note',
        what: `${name} is Envoy's and not emulated here: ${reason}. A call answers UNIMPLEMENTED (12), and the run says so.`,
        cure: '',
        envoyLine: null,
      },
    ];
  });
}

/** WASI functions that are there to be imported and never succeed. */
function failingWasi(imports: readonly ModuleImport[], version: AbiVersion): Finding[] {
  const failing = imports.flatMap(({ module, name }) => {
    const errno = findHostcall(module, name, version)?.onlyError ?? null;
    return errno === null ? [] : [{ name, errno }];
  });
  if (failing.length === 0) return [];
  const known = new Map(failing.map((one) => [one.name, one.errno]));
  const names = [...known].map(([name, errno]) => `${name} (${errno})`);
  const [[first, errno] = ['', 0]] = known;
  const why = known.size === 1 ? ` ${whyNot(first, errno, [])}.` : '';
  return [
    {
      id: 'failing-wasi',
      severity: 'note',
      what: `Of the WASI functions that it imports, these never succeed in Envoy and always answer the error beside them: ${inWords(names)}.${why} Runtimes import some of them without ever needing them.`,
      cure: 'Nothing to do unless the filter reads files, opens sockets or changes folders; there are none in Envoy.',
      envoyLine: null,
    },
  ];
}
