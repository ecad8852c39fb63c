// A module's memory: whether Envoy can reach it, and how much there can be.

import { MAX_MEMORY_PAGES } from '#abi/limits.ts';
import type { ModuleInfo } from '#host/module-info.ts';
import type { Finding } from './examination.ts';
import { findingOfLine } from './refusal.ts';
import { mebibytes } from './words.ts';

/** More than this in each VM is worth a word. */
const largePages = 512;

export function memoryFindings(info: ModuleInfo): Finding[] {
  if (info.sections.length === 0) return [];
  const memory = info.memory ?? info.imports.find((one) => one.memory !== null)?.memory ?? null;
  const shown = info.exports.some(({ kind, name }) => kind === 2 && name === 'memory');
  const imported = info.imports.some((one) => one.memory !== null);
  const calls = info.imports.some(({ kind }) => kind === 'function');
  if (!shown && !imported) return calls ? [hidden(memory !== null)] : [];
  if (memory === null) return [];
  if (memory.minPages > MAX_MEMORY_PAGES) {
    const finding = findingOfLine('Failed to create new Wasm instance');
    const what = `It begins with ${mebibytes(memory.minPages)} of memory, and Envoy gives a VM at most 1 GiB.`;
    return [{ ...finding, what }];
  }
  return [...large(memory.minPages), ...capped(memory.maxPages)];
}

function hidden(has: boolean): Finding {
  return {
    id: 'no-memory',
    severity: 'crash',
    what: has
      ? 'Its memory is not exported. Envoy looks for no other: the first hostcall with a text or a result crashes the process.'
      : 'It has no memory, and it has hostcalls: the first one with a text or a result crashes Envoy.',
    cure: 'Export the memory under the name "memory"; linkers do so unless told otherwise.',
    envoyLine: null,
  };
}

function large(pages: number): Finding[] {
  if (pages < largePages) return [];
  return [
    {
      id: 'large-memory',
      severity: 'warning',
      what: `It begins with ${mebibytes(pages)} of memory. Each worker of Envoy has a VM of its own, and the main thread one more.`,
      cure: 'Give the linker a smaller initial memory; it grows when needed.',
      envoyLine: null,
    },
  ];
}

function capped(maxPages: number | null): Finding[] {
  if (maxPages === null || maxPages <= MAX_MEMORY_PAGES) return [];
  return [
    {
      id: 'memory-cap',
      severity: 'note',
      what: `It declares up to ${mebibytes(maxPages)} of memory; in Envoy growing fails beyond 1 GiB.`,
      cure: '',
      envoyLine: null,
    },
  ];
}
