// The interfaces of the two public SDKs: that every name of theirs is here and compiles, and that contexts are found and kept.
// What the functions do is compared with Envoy in e2e/envoy/compat.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGuest } from '../../compile/testing/compile-guest.ts';
import { FakeHost } from '../../compile/testing/fake-host.ts';

const folder = new URL('./', import.meta.url);
const names = JSON.parse(readFileSync(new URL('public-names.json', folder), 'utf8')) as Record<string, Record<string, string>>;

const sdks = [
  { name: '@solo-io/proxy-runtime', files: 'solo-io', marker: 'proxy_abi_version_0_2_0' },
  { name: '@gcoredev/proxy-wasm-sdk-as/assembly', files: 'gcoredev', marker: 'proxy_abi_version_0_2_1' },
] as const;

function guestOf(files: string): string {
  return readFileSync(new URL(`../../compile/testing/compat-${files}.as.ts`, folder), 'utf8');
}

/** A guest that names everything a module of that SDK exports. */
function importing(sdk: string, path: string, list: string): string {
  const module = path === 'index' ? sdk : `${sdk}/${path}`;
  const imported = list.split(' ').map((name, index) => `${name} as name${index}`);
  return `import { ${imported.join(', ')} } from '${module}';\n`;
}

/** A filter of that SDK whose root contexts say their name when they start. */
function filterOf(sdk: string, roots: Record<string, string>, more = ''): string {
  const classes = Object.entries(roots).map(
    ([name, rootId]) => `class ${name} extends RootContext {
  onStart(size: usize): bool { log(LogLevelValues.info, '${name}'); return true; }
  createContext(context_id: u32): Context { return new Stream(context_id, this); }
}
registerRootContext((context_id: u32) => { return new ${name}(context_id); }, '${rootId}');`,
  );
  return `import { BaseContext, Context, FilterHeadersStatusValues, log, LogLevelValues, registerRootContext, RootContext, stream_context } from '${sdk}';
class Stream extends Context {
  ${more}
}
${classes.join('\n')}
`;
}

async function load(text: string): Promise<FakeHost> {
  const host = new FakeHost();
  host.load(await compileGuest(text));
  return host;
}

const call = `onRequestHeaders(a: u32, end: bool): FilterHeadersStatusValues {
    this.root_context.httpCall('c', [], new ArrayBuffer(0), [], 10, this, (origin: BaseContext, headers: u32, size: usize, trailers: u32) => {
      log(LogLevelValues.info, 'answer for ' + origin.context_id.toString() + ': ' + headers.toString());
    });
    return FilterHeadersStatusValues.StopIteration;
  }`;

describe.each(sdks)('the interface of $name', ({ name, files, marker }) => {
  it('has every name of theirs, in the module where they have it', async () => {
    for (const [path, list] of Object.entries(names[name] ?? {})) {
      await expect(compileGuest(importing(name, path, list)), path).resolves.toBeDefined();
    }
    await expect(compileGuest(importing(name, 'index', 'log nothing'))).rejects.toThrow('nothing');
  });

  it('has the same under both of its paths', async () => {
    const other = name.endsWith('/assembly') ? name.slice(0, -'/assembly'.length) : `${name}/assembly`;
    await expect(compileGuest(filterOf(other, { Root: '' }))).resolves.toBeDefined();
  });

  it.each(['debug', 'release'] as const)('compiles as a whole (%s), with imports that Envoy has', async (profile) => {
    const module = new WebAssembly.Module(await compileGuest(guestOf(files), profile));
    for (const { module: from, name: imported } of WebAssembly.Module.imports(module)) {
      expect(`${from}.${imported}`).toMatch(
        /^(env\.proxy_(?!kv_store|dictionary|get_secret|get_effective|clear_route)\w+|wasi_snapshot_preview1\.(random_get|clock_time_get|environ_(sizes_)?get))$/,
      );
    }
    const exports = WebAssembly.Module.exports(module).map((one) => one.name);
    expect(exports.filter((one) => one.startsWith('proxy_abi_version'))).toEqual([marker]);
    expect(exports).toContain('malloc');
    expect(exports).not.toContain('proxy_on_memory_allocate');
  });

  it('is used in full by those guests', () => {
    const guests = guestOf(files) + (files === 'gcoredev' ? guestOf('solo-io') : '');
    const exported = new Set(
      Object.entries(names[name] ?? {})
        .filter(([path]) => path !== 'proxy' && path !== 'exports')
        .flatMap(([, list]) => list.split(' ')),
    );
    const missing = [...exported].filter((one) => !new RegExp(`\\b${one}\\b`).test(guests));
    expect(missing).toEqual([]);
  });

  it('exports the callbacks with and without the line that asks for it', async () => {
    const text = filterOf(name, { Root: 'id' });
    const exportsOf = async (guest: string) =>
      WebAssembly.Module.exports(new WebAssembly.Module(await compileGuest(guest))).map((one) => one.name);
    const without = await exportsOf(text);
    expect(without).toContain('proxy_on_request_headers');
    const withLine = await exportsOf(`export * from '${name}/proxy';\n${text}`);
    expect(withLine.toSorted()).toEqual(without.toSorted());
  });

  it('makes the only root context for any root id', async () => {
    const host = await load(filterOf(name, { Only: 'one' }));
    host.start('another');
    expect(host.calls).toEqual(['proxy_log 2 Only']);
    expect(host.names).not.toContain('proxy_get_property');
  });

  it('finds one of several by the root id, and says which there are', async () => {
    const text = filterOf(name, { First: 'one', Second: 'two' });
    const host = await load(text);
    host.start('two');
    expect(host.calls).toEqual(['proxy_log 2 Second']);
    const lost = await load(text);
    lost.start('three');
    expect(lost.calls).toEqual([
      'proxy_log 5 no root context is registered for root id "three", only for "one", "two"',
    ]);
    expect(lost.call('proxy_on_vm_start', 1, 0)).toBe(0);
  });

  it('says that nothing is registered', async () => {
    const host = await load(`import { log } from '${name}';\nlog(2, 'top');`);
    host.start();
    expect(host.calls.at(-1)).toContain('no root context is registered: call registerRootContext');
  });

  it('hands an answer to the stream that asked, and drops it when the stream is over', async () => {
    const host = await load(filterOf(name, { Root: '' }, call));
    host.start();
    host.call('proxy_on_context_create', 2, 1);
    host.call('proxy_on_request_headers', 2, 1, 1);
    host.call('proxy_on_http_call_response', 1, 4, 3, 0, 0);
    expect(host.calls.slice(-2)).toEqual(['proxy_set_effective_context 2', 'proxy_log 2 answer for 2: 3']);
    host.call('proxy_on_request_headers', 2, 1, 1);
    host.call('proxy_on_delete', 2);
    const before = host.calls.length;
    host.call('proxy_on_http_call_response', 1, 4, 3, 0, 0);
    expect(host.calls).toHaveLength(before);
    host.call('proxy_on_http_call_response', 1, 4, 3, 0, 0);
    expect(host.calls.at(-1)).toContain('httpCall made no call with token 4');
  });

  it('ends the calls under way with the root context', async () => {
    const host = await load(filterOf(name, { Root: '' }, call));
    host.start();
    host.call('proxy_on_context_create', 2, 1);
    host.call('proxy_on_request_headers', 2, 1, 1);
    expect(host.call('proxy_on_done', 1)).toBe(1);
    expect(host.calls.at(-1)).toBe('proxy_log 2 answer for 2: 0');
  });

  it('runs the callbacks of a root context that has been logged and deleted', async () => {
    const host = await load(filterOf(name, { Root: '' }));
    host.start();
    host.call('proxy_on_log', 1);
    host.call('proxy_on_delete', 1);
    expect(host.call('proxy_on_request_headers', 1, 0, 0)).toBe(0);
  });

  it('can be mixed with this SDK', async () => {
    const more = `onRequestHeaders(a: u32, end: bool): FilterHeadersStatusValues {
    ours.info(request.headers.get('a')! + stream_context.headers.request.get('a'));
    return FilterHeadersStatusValues.Continue;
  }`;
    const host = await load(
      `import { log as ours, request } from 'proxy-wasm';\n${filterOf(name, { Root: '' }, more)}`,
    );
    host.maps.set(0, [['a', 'b']]);
    host.start();
    host.call('proxy_on_context_create', 2, 1);
    host.call('proxy_on_request_headers', 2, 1, 1);
    expect(host.calls.at(-1)).toBe('proxy_log 2 bb');
  });
});

describe('what only FastEdge has', () => {
  it('is a log level of the filter, info at first', async () => {
    const host = await load(`import { log, LogLevelValues } from '@gcoredev/proxy-wasm-sdk-as/assembly';
import { setLogLevel } from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge';
log(LogLevelValues.debug, 'below');
log(LogLevelValues.info, 'at');
setLogLevel(LogLevelValues.trace);
log(LogLevelValues.trace, 'lowest');`);
    expect(host.calls).toEqual(['proxy_log 2 at', 'proxy_log 0 lowest']);
  });

  it('reads the lists of its stores, and no further than their bytes', async () => {
    const list = [2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0x61, 0, 0x62, 0x63, 0];
    const cut = [2, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0x61, 0];
    const huge = [0xff, 0xff, 0xff, 0xff];
    const read = (bytes: number[]) => `log(2, parse([${bytes.join(', ')}]));`;
    const host = await load(`import { log } from '@gcoredev/proxy-wasm-sdk-as/assembly';
import { parseBufferToList, StringParser } from '@gcoredev/proxy-wasm-sdk-as/assembly/fastedge';
function parse(bytes: u8[]): string {
  const buffer = Uint8Array.wrap(new ArrayBuffer(bytes.length));
  buffer.set(bytes);
  return '[' + parseBufferToList<string>(buffer.buffer, new StringParser()).join('|') + ']';
}
${read(list)}${read(cut)}${read(huge)}${read([])}`);
    expect(host.calls).toEqual(['[a|bc]', '[a]', '[]', '[]'].map((text) => `proxy_log 2 ${text}`));
  });
});
