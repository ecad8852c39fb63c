// Reads the log of an Envoy as people have it: from a file, a terminal, a journal or a cluster, whole or a part of it.

/** One entry of an Envoy log; a message of several lines is one entry. */
export interface EnvoyLogEntry {
  /** `2026-01-31 12:00:00.123`, as Envoy wrote it. */
  time: string;
  thread: string;
  /** Envoy's word: trace, debug, info, warning, error, critical. */
  level: string;
  logger: string;
  /** Without the source position. */
  text: string;
}

/** An entry of the wasm log: a call that begins or ends, or a line that was logged. */
export interface WasmLogLine {
  kind: 'call' | 'log';
  level: string;
  text: string;
}

const entryStart =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\]\[(\d+)\]\[(\w+)\]\[([\w-]+)\] (?:\[[^\]\n]*:\d+\] )?/;
/** The access log in Envoy's own format, which is often written to the same place. */
const accessLine = /^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] "/;
const callText = /^\[(?:host->vm|host<-vm|vm->host|vm<-host)\] /;

/** Colours and other commands to a terminal. */
const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** What collectors write before each line: compose, kubectl, container runtimes, journald and syslog. */
const collectorPrefix = new RegExp(
  `^(?:${[
    '[\\w.-]+ +\\| ?',
    '\\[pod/[^\\]\\s]+\\] ',
    '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(?:Z|[+-]\\d\\d:?\\d\\d) (?:std(?:out|err) [FP] )?',
    '[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ [^\\s:]+: ',
  ].join('|')})+`,
);

/** All entries of a log. Text before the first one belongs to none, a line that begins no entry to the one before. */
export function parseEnvoyLog(text: string): EnvoyLogEntry[] {
  const entries: EnvoyLogEntry[] = [];
  let isCollected = false;
  for (const raw of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
    const line = raw.replaceAll(terminalCodes, '');
    const bare = line.replace(collectorPrefix, '');
    const whole = entryStart.exec(line);
    const found = whole ?? entryStart.exec(bare);
    const last = entries.at(-1);
    if (found !== null) {
      isCollected = whole === null;
      const [all, time = '', thread = '', level = '', logger = ''] = found;
      entries.push({ time, thread, level, logger, text: found.input.slice(all.length) });
    } else if (last !== undefined && !accessLine.test(bare)) {
      last.text += `\n${isCollected ? bare : line}`;
    }
  }
  return entries;
}

/**
 * What each thread's VMs did and logged, by thread, in the order in which the threads first appear. Envoy's first is
 * the main thread: it holds the base VM, the canary and a VM of its own.
 */
export function parseEnvoyWasmLog(text: string): Map<string, WasmLogLine[]> {
  const threads = new Map<string, WasmLogLine[]>();
  for (const entry of parseEnvoyLog(text)) {
    if (entry.logger !== 'wasm') continue;
    const lines = threads.get(entry.thread) ?? [];
    threads.set(entry.thread, lines);
    lines.push(wasmLogLine(entry));
  }
  return threads;
}

function wasmLogLine({ level, text }: EnvoyLogEntry): WasmLogLine {
  if (!callText.test(text)) return { kind: 'log', level, text };
  // A call is one line; what stands behind it was written by something else than the logger.
  return { kind: 'call', level, text: text.split('\n', 1)[0] ?? '' };
}

/** Envoy's own chatter at its lower levels is about its life, not about the filter's. */
export function isAboutFilters({ kind, level, text }: WasmLogLine): boolean {
  return (
    kind === 'call' ||
    text.startsWith('wasm log') ||
    ['warning', 'error', 'critical'].includes(level)
  );
}
