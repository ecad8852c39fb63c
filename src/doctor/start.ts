// What runs before the filter is asked for anything, and whether it may do what it does.

import { findHostcall } from '#host/hostcall-table.ts';
import type { ModuleImport, ModuleInfo } from '#host/module-info.ts';
import type { Finding, StartKind } from './examination.ts';
import { reachableImports } from './reachable.ts';
import { inWords } from './words.ts';

function exported(info: ModuleInfo, name: string): number | null {
  return info.exports.find((one) => one.kind === 0 && one.name === name)?.index ?? null;
}

export function startKind(info: ModuleInfo): StartKind {
  const has = (name: string): boolean => exported(info, name) !== null;
  if (has('_initialize'))
    return has('main') || has('__main_void') ? '_initialize and main' : '_initialize';
  return has('_start') ? '_start' : 'none';
}

export function startFindings(bytes: Uint8Array, info: ModuleInfo): Finding[] {
  return [...startSection(bytes, info), ...early(bytes, info), ...unusedStart(info)];
}

function startSection(bytes: Uint8Array, info: ModuleInfo): Finding[] {
  if (info.startFunction === null) return [];
  const reached = reachableImports(bytes, info, info.startFunction);
  if (reached.length === 0) {
    return [
      {
        id: 'start-section',
        severity: 'note',
        what: 'It has a start section, which runs while the instance is made. It calls nothing of Envoy, so it does no harm.',
        cure: '',
        envoyLine: null,
      },
    ];
  }
  return [
    {
      id: 'start-section-calls',
      severity: 'crash',
      what: `Its start section can call ${inWords(names(reached))}. Any call to the host while the instance is made crashes Envoy: the process ends with a segmentation fault, and no line tells why.`,
      cure: 'Export the start function instead of having a start section: with AssemblyScript, compile with --exportStart _initialize.',
      envoyLine: null,
    },
  ];
}

/** What `_initialize` or `_start` may come to call and is refused there. */
function early(bytes: Uint8Array, info: ModuleInfo): Finding[] {
  const name = exported(info, '_initialize') === null ? '_start' : '_initialize';
  const from = exported(info, name);
  if (from === null) return [];
  const refused = reachableImports(bytes, info, from).filter(
    (item) => findHostcall(item.module, item.name, '0.2.1')?.duringStart === false,
  );
  if (refused.length === 0) return [];
  const ends = refused.some((item) => item.name === 'proc_exit');
  // A library of Go or Rust can reach proc_exit from its panics; a program reaches it at its end.
  const sure = ends && name === '_start';
  return [
    {
      id: 'early-call',
      severity: sure ? 'warning' : 'note',
      what: `${name} can come to call ${inWords(names(refused))}, which ${refused.length === 1 ? 'is' : 'are'} not to be had before the filter has started. If it does, the module does not load: "Function: ${name} failed: Uncaught Error: restricted_callback".`,
      cure: sure
        ? 'It is a program, which ends by itself. Build a library instead: Go with -buildmode=c-shared, TinyGo too; Rust with crate-type = ["cdylib"]; C and C++ with -mexec-model=reactor.'
        : 'Nothing to do while it starts well; what it needs of Envoy belongs into on_vm_start or on_configure.',
      envoyLine: null,
    },
  ];
}

function unusedStart(info: ModuleInfo): Finding[] {
  const kind = startKind(info);
  const has = (name: string): boolean => exported(info, name) !== null;
  const note = (id: string, what: string, cure: string): Finding => ({
    id,
    severity: 'warning',
    what,
    cure,
    envoyLine: null,
  });
  if (kind === 'none' && (has('main') || has('__main_void'))) {
    return [
      note(
        'main-alone',
        'It exports main and neither _initialize nor _start: Envoy never calls main alone, so what it sets up is missing.',
        'Build it as a reactor, which exports _initialize (-mexec-model=reactor, -buildmode=c-shared).',
      ),
    ];
  }
  if (kind.startsWith('_initialize') && has('_start')) {
    return [
      note(
        'start-ignored',
        'It exports _initialize and _start: Envoy calls _initialize and never _start.',
        'What _start does belongs into _initialize, or into main, which is called after it.',
      ),
    ];
  }
  return [];
}

function names(items: readonly ModuleImport[]): string[] {
  return [...new Set(items.map(({ name }) => name))];
}
