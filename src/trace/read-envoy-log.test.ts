// Logs of a real Envoy 1.40.0 as they come out of files, terminals and collectors.

import { describe, expect, it } from 'vitest';
import { parseEnvoyLog, parseEnvoyWasmLog } from './read-envoy-log.ts';
import { realLog } from './testing/envoy-log.ts';

const workerTexts = (log: string): string[] =>
  (parseEnvoyWasmLog(log).get('16483') ?? []).map(({ text }) => text);

describe('an Envoy log', () => {
  it('is read by thread, with messages of several lines whole', () => {
    expect([...parseEnvoyWasmLog(realLog).keys()]).toEqual(['16467', '16483']);
    expect(workerTexts(realLog).slice(-5)).toEqual([
      '[host->vm] proxy_on_request_headers(2, 6, 1)',
      '[vm->host] env.proxy_log(2, 16608, 11)',
      'wasm log root: hello\n\nworld',
      '[vm<-host] env.proxy_log return: 0',
      '[host<-vm] proxy_on_request_headers return: 0',
    ]);
  });

  it('keeps entries of other loggers apart', () => {
    expect(parseEnvoyLog(realLog).filter((entry) => entry.logger === 'main')).toEqual([
      {
        time: '2026-11-21 14:20:57.207',
        thread: '16467',
        level: 'warning',
        logger: 'main',
        text: 'There is no configured limit',
      },
    ]);
  });

  it.each([
    ['compose', 'envoy-1  | '],
    ['kubectl --prefix', '[pod/gateway-7d9f/envoy] '],
    ['kubectl --timestamps', '2026-11-21T14:20:57.226123Z '],
    ['a container runtime', '2026-11-21T14:20:57.226123456+01:00 stderr F '],
    ['journald', 'Nov 21 14:20:57 host-1 envoy[812]: '],
    ['several of them', '[pod/gateway-7d9f/envoy] 2026-11-21T14:20:57.226123Z '],
  ])('is the same with what %s writes before each line', (_, prefix) => {
    expect(workerTexts(realLog.replaceAll(/^/gm, prefix))).toEqual(workerTexts(realLog));
  });

  it('is the same in colours and with line ends of Windows', () => {
    const coloured = realLog.replaceAll(/\[(trace|info)\]/g, '[\u001b[1;36m$1\u001b[m]');
    expect(coloured).not.toBe(realLog);
    expect(workerTexts(coloured.replaceAll('\n', '\r\n'))).toEqual(workerTexts(realLog));
  });

  it('leaves a message alone that looks collected, when the log is not', () => {
    const log = '[2026-11-21 14:20:57.226][1][info][wasm] wasm log: a\nname | value\n';
    expect(parseEnvoyLog(log)[0]?.text).toBe('wasm log: a\nname | value');
  });

  it('takes no line of the access log into a message', () => {
    const access = '[2026-11-21T14:20:57.211Z] "GET / HTTP/1.1" 200 - 0 2 1 0 "-" "curl"';
    const log = `[2026-11-21 14:20:57.226][1][info][wasm] wasm log: a\n${access}\nb\n`;
    expect(parseEnvoyLog(log)[0]?.text).toBe('wasm log: a\nb');
  });

  it('takes nothing from behind a call', () => {
    const log =
      '[2026-11-21 14:20:57.226][1][trace][wasm] [host->vm] proxy_on_log(2)\n{"status":200}\n';
    expect(parseEnvoyWasmLog(log).get('1')?.[0]?.text).toBe('[host->vm] proxy_on_log(2)');
  });

  it('has no entries in a text that is no log', () => {
    expect(parseEnvoyLog('GET / HTTP/1.1\n')).toEqual([]);
  });
});
