// Random scripts for the fuzz guest, from a seed: which hostcalls with which arguments in which callback, for a row of random requests.
// A row that would crash a real Envoy, or whose outcome there is undefined, is found by Sluice's own faults and made anew.

import { encodeBase64 } from '#abi/base64.ts';
import { moduleSha256 } from '#bundle/bundle.ts';
import type { Input, Output } from '#host/define-hostcall.ts';
import { parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import type { ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { SeededRandom } from '#sim/random.ts';
import {
  fuzzGuest,
  layout,
  type Phase,
  phases,
  RECORD_WORDS,
  RETURN,
  type Target,
  targets,
} from './guest.ts';
import { poolBytes, type PoolKind, poolPlaces } from './pool.ts';

type ScenarioInput = ProjectInput['scenarios'][number];
type ExchangeInput = ScenarioInput['exchanges'][number];

export interface FuzzRecord {
  /** From 1; 0 belongs to the start. */
  request: number;
  phase: Phase;
  target: number;
  args: number[];
}

/** One request with what the guest does meanwhile: the smallest part that can be left out. */
export interface FuzzSequence {
  exchange: ExchangeInput;
  records: Omit<FuzzRecord, 'request'>[];
}

/** Time and chance differ between two runs: nothing is asked for that would show. */
const left = new Set([
  // Ticks come in real time, and on Envoy's main thread as well.
  'proxy_set_tick_period_milliseconds',
  'envoy_resolve_dns',
]);
/** Answers come in real time as well: of these, only those that are refused can be compared. */
const calls = new Set(['proxy_http_call', 'proxy_grpc_call', 'proxy_grpc_stream']);
const secretResults = new Set([
  'proxy_get_current_time_nanoseconds',
  'clock_time_get',
  'random_get',
]);

class Chooser {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  below(limit: number): number {
    return this.#random.nextU32() % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  of<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new RangeError('there is nothing to choose from');
    return chosen;
  }
}

const numbers = [
  0, 1, 2, 3, 4, 5, 7, 8, 17, 100, 65_535, 65_536, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
];
const statusCodes = [0, 99, 200, 204, 304, 403, 404, 500, 503, 1000, 65_536 + 418, 0xffff_ffff];
const { end } = layout;
/** Pointers and sizes at every border. */
const borders: readonly (readonly [pointer: number, size: number])[] = [
  [0, 0],
  [end - 1, 1],
  [end - 1, 2],
  [end, 0],
  [end, 1],
  [end + 1, 0],
  [0xffff_ffff, 0],
  [0xffff_ffff, 1],
  [0xffff_ffff, 0xffff_ffff],
  [layout.pool, 0xffff_ffff],
  [layout.pool, 10_000],
  [0, end + 1],
];

function poolKindOf(input: Input, hostcall: string): PoolKind {
  if (input.kind === 'pairs') return 'pairs';
  if (input.kind === 'name') return 'name';
  if (input.name === 'path') return 'path';
  if (input.name === 'cluster' || input.name === 'service') return input.name;
  if (hostcall.includes('header_map')) return 'value';
  return input.kind === 'text' ? 'other' : 'bytes';
}

function inputWords(choose: Chooser, input: Input, hostcall: string): number[] {
  if (input.kind === 'enum') {
    const count = Object.keys(input.table).length;
    return [choose.chance(6) ? choose.of([count, count + 1, 0xffff_ffff]) : choose.below(count)];
  }
  if (
    input.kind === 'bytes' ||
    input.kind === 'text' ||
    input.kind === 'name' ||
    input.kind === 'pairs'
  ) {
    if (choose.chance(8)) return [...choose.of(borders)];
    const { at, size } = choose.of(poolPlaces(poolKindOf(input, hostcall)));
    return [at, size];
  }
  if (input.name === 'statusCode') return [choose.of(statusCodes)];
  // The contexts of the requests have the ids from 2 on, one after the other.
  if (input.name === 'contextId' && choose.chance(70)) return [choose.below(45)];
  return [choose.chance(60) ? choose.below(8) : choose.of(numbers)];
}

function outputWords(choose: Chooser, output: Output, slot: number, isSecret: boolean): number[] {
  const base = isSecret ? layout.secret : layout.out;
  const place = (offset: number): number =>
    choose.chance(5) ? choose.of([end - 1, end - 3, end, 0xffff_fffc]) : base + offset;
  const isBytes = output.kind === 'bytes' || output.kind === 'pairs';
  return isBytes ? [place(slot), place(slot + 4)] : [place(slot + 8)];
}

/** WASI functions tell their memory by plain numbers: places for results, and vectors in the pool. */
function wasiWords(choose: Chooser, { hostcall }: Target): number[] {
  const isSecret = secretResults.has(hostcall.name);
  // Random bytes must not fall on what is logged, nor on the values of the script.
  if (hostcall.name === 'random_get')
    return [choose.of([layout.secret, end, 0xffff_ffff]), choose.of([0, 1, 32, 65_537])];
  return hostcall.inputs.map(({ name, kind }) => {
    if (kind === 'i64' || name === 'fd' || name === 'clock') return choose.below(4);
    if (choose.chance(20)) return choose.of(isSecret ? [end - 1, 0xffff_ffff] : numbers);
    return (isSecret ? layout.secret : layout.out) + 8 * choose.below(3);
  });
}

function record(choose: Chooser, phase: Phase): FuzzSequence['records'][number] {
  for (;;) {
    const target = choose.below(targets.length);
    const called = targets[target];
    if (called === undefined || left.has(called.hostcall.name)) continue;
    const { hostcall, module } = called;
    // WASI is half of the table and seldom used.
    if (module !== 'env' && choose.chance(80)) continue;
    if (hostcall.notEmulated !== null) continue;
    if (module !== 'env') return { phase, target, args: wasiWords(choose, called) };
    const isSecret = secretResults.has(hostcall.name);
    const args = [
      ...hostcall.inputs.flatMap((input) => inputWords(choose, input, hostcall.name)),
      ...hostcall.outputs.flatMap((output, index) =>
        outputWords(choose, output, index * 8, isSecret),
      ),
    ];
    return { phase, target, args };
  }
}

const answers: readonly Phase[] = [
  'request_headers',
  'request_body',
  'request_trailers',
  'response_headers',
  'response_body',
  'response_trailers',
];

/** A queue is told of when a record has registered it and another has put something in. */
const played: readonly Phase[] = phases.filter(
  (phase) => !['vm_start', 'configure', 'http_call_response'].includes(phase),
);

type Pairs = [name: string, value: string][];
const requestId: Pairs[number] = ['x-request-id', '00000000-0000-4000-8000-000000000000'];

function exchange(choose: Chooser): ExchangeInput {
  const hasBody = choose.chance(50);
  const status = choose.of([200, 200, 200, 204, 404, 503]);
  const body = (): { chunks: { data: string; delayMs?: number }[] } => ({
    chunks: Array.from({ length: 1 + choose.below(2) }, (_, index) => ({
      data: choose.of(['one', 'a longer piece of text', 'x'.repeat(700)]),
      ...(index > 0 && choose.chance(60) ? { delayMs: 25 } : {}),
    })),
  });
  const trailers = (): Pairs => (choose.chance(30) ? [['x-t', 'trailing']] : []);
  return {
    request: {
      method: hasBody ? choose.of(['POST', 'PUT']) : choose.of(['GET', 'GET', 'HEAD', 'DELETE']),
      path: choose.of(['/', '/a/b?c=d', '/path?x=1&y=2#f'.slice(0, 12)]),
      headers: [
        requestId,
        ['user-agent', 'fuzz'],
        ...choose.of<Pairs>([
          [],
          [
            ['x-a', '1'],
            ['x-a', '2'],
          ],
          [
            ['accept', 'a'],
            ['accept', 'b'],
            ['x-empty', ''],
          ],
          [
            ['cookie', 'a=1'],
            ['content-type', 'application/grpc'],
          ],
        ]),
      ],
      ...(hasBody ? { body: body(), trailers: trailers() } : {}),
    },
    upstream: choose.chance(92)
      ? {
          kind: 'answer',
          status,
          headers: [
            ['date', 'Thu, 01 Jan 2026 00:00:00 GMT'],
            ['x-up', 'yes'],
            ...choose.of<Pairs>([
              [],
              [
                ['set-cookie', 'a=1'],
                ['set-cookie', 'b=2'],
              ],
            ]),
          ],
          // What follows a 204 is no part of it.
          ...(status !== 204 && choose.chance(70) ? { body: body(), trailers: trailers() } : {}),
        }
      : { kind: 'reset', after: choose.of(['request', 'headers']) },
  };
}

function randomSequence(choose: Chooser): FuzzSequence {
  const records: FuzzSequence['records'] = [];
  for (let left = 2 + choose.below(7); left > 0; left--) {
    records.push(record(choose, choose.of(played)));
  }
  if (choose.chance(25)) {
    const value = choose.of([1, 1, 2, 3, 4, 99]);
    records.push({ phase: choose.of(answers), target: RETURN, args: [value] });
  }
  return { exchange: exchange(choose), records };
}

function scriptOf(sequences: readonly FuzzSequence[]): Uint8Array {
  const records = sequences.flatMap(({ records: own }, index) =>
    own.map((one) => ({ ...one, request: index + 1 })),
  );
  const words = new Uint32Array(records.length * RECORD_WORDS);
  for (const [index, { request, phase, target, args }] of records.entries()) {
    words.set([request, phases.indexOf(phase), target, ...args], index * RECORD_WORDS);
  }
  return new Uint8Array(words.buffer);
}

export const fuzzModule = fuzzGuest(poolBytes);

/** The Project that plays these sequences one after the other. */
export function fuzzProject(name: string, sequences: readonly FuzzSequence[]): Project {
  const parsed = parseProject({
    format: 1,
    name: 'fuzz',
    plugins: [
      {
        name: 'fuzz',
        rootId: 'root',
        source: { kind: 'module', name: 'fuzz.wasm', sha256: moduleSha256(fuzzModule) },
        configuration: { encoding: 'bytes', text: encodeBase64(scriptOf(sequences)) },
        vm: { id: 'vm' },
      },
    ],
    node: { id: 'node', metadata: { role: 'edge', list: ['first', true], none: null } },
    clusters: [{ name: 'upstream' }],
    route: { name: 'named', target: { kind: 'cluster', cluster: 'upstream' } },
    logLevel: 'trace',
    scenarios: [{ name, exchanges: sequences.map(({ exchange: one }) => one) }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

const attempts = 50;
/** How many sequences a seed stands for: as many as one start of Envoy plays in some seconds. */
export const sequencesOfSeed = 40;

/** Whether a list of sequences can be compared. */
export function isSound(sequences: readonly FuzzSequence[]): boolean {
  return firstUnsound(run(fuzzProject('sound', sequences))) === null;
}

/** As many sequences as asked for, of which none makes a real Envoy do what cannot be compared. */
export function soundSequences(seed: number, count: number): FuzzSequence[] {
  const choose = new Chooser(seed);
  const sequences = Array.from({ length: count }, () => randomSequence(choose));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const unsound = firstUnsound(run(fuzzProject(`seed ${seed}`, sequences)));
    if (unsound === null) return sequences;
    sequences[unsound] = randomSequence(choose);
  }
  throw new Error(`seed ${seed} finds no ${count} sequences without a fault`);
}

/** The first exchange with a fault or with a call that left; null when there is none. */
function firstUnsound({ faults, events }: ScenarioReport): number | null {
  const [fault] = faults;
  const left = events.find(
    (event) => event.kind === 'hostcall' && calls.has(event.name) && event.result === 0,
  );
  const first = fault ?? left;
  if (first === undefined) return null;
  if (first.exchange === null) throw new Error(fault?.message ?? 'a call of the root has left');
  return first.exchange;
}

function run(project: Project): ScenarioReport {
  const modules = [{ bytes: fuzzModule, sourceMap: null }];
  const { scenarios } = runProject({ id: 0, project, modules, options: {} }, () => {}, null);
  const [report] = scenarios;
  if (report === undefined) throw new Error('nothing was run');
  return report;
}
