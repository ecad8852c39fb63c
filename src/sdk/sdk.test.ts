// The SDK against a stand-in for a host: what it asks, what it does with the answers, and what it leaves behind.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGuest } from '../compile/testing/compile-guest.ts';
import { FakeHost } from '../compile/testing/fake-host.ts';

const folder = new URL('./', import.meta.url);
const everything = readFileSync(new URL('../compile/testing/everything.as.ts', folder), 'utf8');

/** A filter whose stream does `body` at the request headers, with the imports that it names. */
function streamGuest(imports: string, body: string, more = ''): string {
  return `import { FilterHeadersStatus, HttpContext, registerRootContext, RootContext, ${imports} } from 'proxy-wasm';
class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${body}
    return FilterHeadersStatus.Continue;
  }
  ${more}
}
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext { return new Stream(contextId); }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;
}

/** A root context that logs its own name and its root id when it starts. */
function rootOf(name: string): string {
  return `class ${name} extends RootContext {
  onVmStart(size: i32): bool { log.info('${name} ' + this.rootId); return true; }
}`;
}

async function load(text: string, prepare: (host: FakeHost) => void = () => {}): Promise<FakeHost> {
  const host = new FakeHost();
  prepare(host);
  host.load(await compileGuest(text));
  return host;
}

/** Starts the plugin and the stream with id 2, and runs its request headers. */
function request(host: FakeHost): number {
  host.start();
  host.call('proxy_on_context_create', 2, 1);
  return host.call('proxy_on_request_headers', 2, 1, 1);
}

describe('the public surface', () => {
  it.each(['debug', 'release'] as const)('compiles as a whole (%s), with imports that Envoy has', async (profile) => {
    const module = new WebAssembly.Module(await compileGuest(everything, profile));
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      expect(`${from}.${name}`).toMatch(
        /^(env\.(proxy|envoy)_\w+|wasi_snapshot_preview1\.(random_get|clock_time_get|environ_get|environ_sizes_get))$/,
      );
    }
    const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(exports).toContain('proxy_abi_version_0_2_1');
    expect(exports).toContain('_initialize');
    expect(exports).not.toContain('malloc');
  });

  it('keeps a filter that only uses headers small', async () => {
    const module = await compileGuest(
      streamGuest('request', `request.headers.replace('hello', 'world');`),
      'release',
    );
    expect(module.length).toBeLessThan(12_000);
  });
});

describe('root contexts', () => {
  it('are found by root id, with a default for all others', async () => {
    const host = await load(`import { log, registerRootContext, RootContext } from 'proxy-wasm';
${rootOf('One')} ${rootOf('Two')} ${rootOf('Other')}
registerRootContext((contextId: u32) => new One(contextId), 'one');
registerRootContext((contextId: u32) => new Other(contextId));
registerRootContext((contextId: u32) => new Two(contextId), 'two');`);
    for (const [index, rootId] of ['two', 'one', 'three', '', 'two'].entries()) {
      host.properties.set('plugin_root_id', rootId);
      host.call('proxy_on_context_create', index + 1, 0);
      host.call('proxy_on_vm_start', index + 1, 0);
    }
    expect(host.calls).toEqual([
      'proxy_log 2 Two two',
      'proxy_log 2 One one',
      'proxy_log 2 Other three',
      'proxy_log 2 Other ',
      'proxy_log 2 Two two',
    ]);
  });

  it('say so when none is registered, and refuse to start', async () => {
    const host = await load(`export const nothing = 1;`);
    host.properties.set('plugin_root_id', 'my_root');
    host.call('proxy_on_context_create', 1, 0);
    expect(host.call('proxy_on_vm_start', 1, 0)).toBe(0);
    expect(host.call('proxy_on_configure', 1, 0)).toBe(0);
    expect(host.calls).toEqual([
      'proxy_log 5 no root context is registered: call registerRootContext(...) in top-level code',
    ]);
  });

  it('say so when none fits the root id', async () => {
    const host = await load(`import { registerRootContext, RootContext } from 'proxy-wasm';
registerRootContext((contextId: u32) => new RootContext(contextId), 'one');`);
    host.properties.set('plugin_root_id', 'two');
    host.call('proxy_on_context_create', 1, 0);
    expect(host.call('proxy_on_vm_start', 1, 0)).toBe(0);
    expect(host.calls).toEqual(['proxy_log 5 no root context is registered for root id "two"']);
  });

  it('may not be registered twice', async () => {
    const twice = `import { registerRootContext, RootContext } from 'proxy-wasm';
registerRootContext((contextId: u32) => new RootContext(contextId), 'one');
registerRootContext((contextId: u32) => new RootContext(contextId), 'one');`;
    const host = new FakeHost();
    const module = await compileGuest(twice);
    expect(() => host.load(module)).toThrow(WebAssembly.RuntimeError);
    expect(host.calls.join()).toContain('a root context is registered twice for root id "one"');
  });

  it('end like streams do', async () => {
    const host = await load(streamGuest('log', ''));
    host.start();
    expect(host.call('proxy_on_done', 1)).toBe(1);
    host.call('proxy_on_log', 1);
    host.call('proxy_on_delete', 1);
    expect(host.call('proxy_on_done', 99)).toBe(1);
  });

  it('ask the host for nothing but the root id', async () => {
    const host = await load(streamGuest('request', `request.headers.get('a');`));
    host.maps.set(0, []);
    request(host);
    expect(host.names).toEqual(['proxy_get_property', 'proxy_get_header_map_value']);
  });
});

describe('headers', () => {
  it('tell a missing one from an empty one, and a wrong moment from both', async () => {
    const host = await load(
      streamGuest(
        'lastStatus, log, request, response',
        `const missing = request.headers.get('missing');
         log.info((missing == null ? 'null' : 'text') + ' ' + lastStatus().toString());
         const empty = request.headers.get('empty');
         log.info((empty == null ? 'null' : empty == '' ? 'empty' : 'text') + ' ' + lastStatus().toString());
         const early = response.headers.get('a');
         log.info((early == null ? 'null' : 'text') + ' ' + lastStatus().toString());`,
      ),
    );
    host.maps.set(0, [['empty', '']]);
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 null 1', 'proxy_log 2 empty 0', 'proxy_log 2 null 2']);
  });

  it('give all values of a name, whatever its case, and host as :authority', async () => {
    const host = await load(
      streamGuest(
        'log, request',
        `log.info(request.headers.values('X-A').join('|') + ' ' + request.headers.values('Host').join('|'));`,
      ),
    );
    host.maps.set(0, [
      [':authority', 'here'],
      ['x-a', 'ä'],
      ['x-b', '2'],
      ['x-a', '3'],
    ]);
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 ä|3 here']);
  });

  it('can be replaced as a whole, but not by more than Envoy takes', async () => {
    const host = await load(
      streamGuest(
        'log, request',
        `request.headers.setPairs([['a', 'ü'], ['b', '']]);
         request.headers.setPairs([]);
         const many: string[][] = [];
         for (let i = 0; i < 1025; i++) many.push(['a', 'b']);
         log.info(request.headers.setPairs(many).toString());
         log.info(request.headers.setPairs([['a', 'b'.repeat(1 << 20)]]).toString());`,
      ),
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_set_header_map_pairs 0 [["a","ü"],["b",""]]',
      'proxy_set_header_map_pairs 0 []',
      'proxy_log 2 2',
      'proxy_log 2 2',
    ]);
  });

  it('never trap on a status, and return it', async () => {
    const host = await load(
      streamGuest(
        'currentTimeNs, log, property, request',
        // A good answer first: what it left in the out slots must not be taken for that of a failed call.
        `request.headers.get('a');
         log.info([
           request.headers.add('a', 'b').toString(), request.headers.size().toString(),
           request.headers.pairs().length.toString(), request.headers.values('a').length.toString(),
           request.body.replace('x').toString(), request.body.text(), request.body.bytes().byteLength.toString(),
           request.body.size().toString(), (property.getString(['x']) == null).toString(),
           (property.getMap(['x']) == null).toString(), currentTimeNs().toString(), log.level().toString(),
         ].join(' '));`,
      ),
      ({ statuses }) => {
        statuses.set('proxy_add_header_map_value', 2);
        statuses.set('proxy_get_header_map_pairs', 12);
        statuses.set('proxy_get_header_map_size', 2);
        statuses.set('proxy_get_buffer_bytes', 1);
        statuses.set('proxy_get_buffer_status', 1);
        statuses.set('proxy_get_property', 3);
        statuses.set('proxy_get_current_time_nanoseconds', 12);
        statuses.set('proxy_get_log_level', 12);
        statuses.set('proxy_set_buffer_bytes', 1);
      },
    );
    host.maps.set(0, [['a', 'x'.repeat(100)]]);
    expect(request(host)).toBe(0);
    expect(host.calls).toEqual(['proxy_log 2 2 0 0 0 1  0 0 true true 0 0']);
  });

  it('free what the host allocated', async () => {
    const guest = streamGuest('request', `for (let i = 0; i < 100; i++) { request.headers.get('big'); request.headers.pairs(); }`);
    const host = new FakeHost();
    const { memory } = host.load(await compileGuest(guest)) as unknown as { memory: WebAssembly.Memory };
    host.maps.set(0, [['big', 'x'.repeat(10_000)]]);
    host.start();
    for (let id = 2; id < 42; id++) {
      host.call('proxy_on_context_create', id, 1);
      host.call('proxy_on_request_headers', id, 1, 1);
      host.call('proxy_on_delete', id);
    }
    expect(host.allocated).toBe(8000);
    expect(memory.buffer.byteLength).toBeLessThan(1 << 20);
  });
});

describe('bodies', () => {
  it('are read in part and changed in every way', async () => {
    const host = await load(
      streamGuest(
        'request, log',
        `log.info(request.body.text() + '|' + request.body.text(1, 2) + '|' + request.body.text(9) + '|' + request.body.size().toString());
         request.body.replace('ré'); request.body.append('a'); request.body.prepend('p');`,
      ),
    );
    host.buffers.set(0, 'body');
    request(host);
    expect(host.calls).toEqual([
      'proxy_log 2 body|od||4',
      'proxy_set_buffer_bytes 0 0 2147483647 rÃ©',
      'proxy_set_buffer_bytes 0 2147483647 0 a',
      'proxy_set_buffer_bytes 0 0 0 p',
    ]);
  });
});

describe('local responses', () => {
  it('carry headers, details and a gRPC status, or none of them', async () => {
    const host = await load(
      streamGuest(
        'sendLocalResponse',
        `sendLocalResponse(403, 'no', [['a', 'b']], 'why', 7); sendLocalResponse(204);`,
      ),
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_send_local_response 403 why no [["a","b"]] 7',
      'proxy_send_local_response 204   [] -1',
    ]);
  });
});

describe('properties', () => {
  it('are read by their type', async () => {
    const host = await load(
      streamGuest(
        'log, property',
        `log.info((property.getString(['a', 'b.c']) || 'null') + (property.getString(['x']) || 'null'));
         log.info(property.getI64(['n']).toString() + ' ' + property.getU64(['n']).toString() + ' ' + property.getF64(['f']).toString());
         log.info(property.getI64(['x'], -3).toString() + ' ' + property.getF64(['short'], 2.5).toString());
         log.info(property.getBool(['t']).toString() + property.getBool(['x'], true).toString() + property.getBool(['n'], true).toString());`,
      ),
      ({ properties }) => {
        properties.set('a.b.c', 'text');
        properties.set('n', new Uint8Array(new BigInt64Array([-2n]).buffer));
        properties.set('f', new Uint8Array(new Float64Array([1.25]).buffer));
        properties.set('short', 'abc');
        properties.set('t', new Uint8Array([1]));
      },
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_log 2 textnull',
      'proxy_log 2 -2 18446744073709551614 1.25',
      'proxy_log 2 -3 2.5',
      'proxy_log 2 truetruetrue',
    ]);
  });
});

describe('properties that are set', () => {
  it('are text or bytes under one name', async () => {
    const host = await load(
      streamGuest('property', `property.set('näme', 'välue'); property.setBytes('n', new ArrayBuffer(1));`),
    );
    request(host);
    expect(host.calls).toEqual(['proxy_set_property näme välue', 'proxy_set_property n \0']);
  });

  it('and lists, maps and times are read', async () => {
    const host = await load(
      streamGuest(
        'log, property',
        `const list = property.getList(['list']); const none = property.getList(['x']);
         log.info(list!.join('|') + ' ' + (none == null).toString() + ' ' + property.getMap(['map'])!.join('|'));
         log.info(property.getTimestampNs(['time']).toString() + ' ' + property.getDurationNs(['x'], -1).toString());
         log.info(property.getList(['empty'])!.length.toString());`,
      ),
      ({ properties, pairs }) => {
        properties.set('list', pairs([['a', ''], ['ü', '']]));
        properties.set('map', pairs([['k', 'v'], ['l', '']]));
        properties.set('empty', pairs([]));
        properties.set('time', new Uint8Array(new BigInt64Array([1_767_225_600_123_456_789n]).buffer));
      },
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_log 2 a|ü true k,v|l,',
      'proxy_log 2 1767225600123456789 -1',
      'proxy_log 2 0',
    ]);
  });
});

describe("Envoy's own functions", () => {
  async function loadEnvoy(imports: string, body: string, prepare: (host: FakeHost) => void = () => {}) {
    const host = await load(`import { ${imports} } from 'proxy-wasm/envoy';\n${streamGuest('log', body)}`, prepare);
    request(host);
    return host.calls;
  }

  it('get their arguments as messages', async () => {
    const calls = await loadEnvoy(
      'clearRouteCache, compress, declareProperty, LifeSpan, PropertyType, setEnvoyFilterState',
      `log.info(clearRouteCache().toString());
       log.info((compress(new ArrayBuffer(1)) == null).toString());
       declareProperty('a'); declareProperty('b', true, PropertyType.String, LifeSpan.Connection);
       log.info(setEnvoyFilterState('envoy.string', 'x'.repeat(200), LifeSpan.Request).toString());`,
      ({ foreign }) => {
        foreign.set('clear_route_cache', '');
        foreign.set('set_envoy_filter_state', '');
      },
    );
    expect(calls).toEqual([
      'proxy_call_foreign_function clear_route_cache ',
      'proxy_log 2 0',
      'proxy_call_foreign_function compress \0',
      'proxy_log 2 true',
      'proxy_call_foreign_function declare_property \n\u0001a',
      'proxy_call_foreign_function declare_property \n\u0001b\u0010\u0001\u0018\u0001(\u0002',
      `proxy_call_foreign_function set_envoy_filter_state \n\u000cenvoy.string\u0012È\u0001${'x'.repeat(200)}\u0018\u0001`,
      'proxy_log 2 0',
    ]);
  });

  it('say whether a signature is right, and why not', async () => {
    const body = `const bytes = String.UTF8.encode('m');
       const signature = sign('sha256', 'pem', bytes);
       log.info((signature == null ? 'null' : String.UTF8.decode(signature)) + ' ' + signatureError());
       log.info(verifySignature('sha256', 'pem', bytes, bytes).toString() + ' ' + signatureError());`;
    const names = 'sign, signatureError, verifySignature';
    const good = await loadEnvoy(names, body, ({ foreign }) => {
      foreign.set('sign', '\b\u0001\u0012\u0002ok');
      foreign.set('verify_signature', '\b\u0001');
    });
    expect(good).toEqual([
      'proxy_call_foreign_function sign \n\u0006sha256\u001a\u0001m"\u0003pem',
      'proxy_log 2 ok ',
      'proxy_call_foreign_function verify_signature \n\u0006sha256\u001a\u0001m"\u0001m*\u0003pem',
      'proxy_log 2 true ',
    ]);
    const bad = await loadEnvoy(names, body, ({ foreign }) => {
      foreign.set('sign', '\u001a\u0003why');
      foreign.set('verify_signature', '\u0012\u0005wrong');
    });
    expect(bad.filter((call) => call.startsWith('proxy_log'))).toEqual(['proxy_log 2 null why', 'proxy_log 2 false wrong']);
    const unread = await loadEnvoy(names, body);
    expect(unread.at(-1)).toBe('proxy_log 2 false Envoy could not read the arguments');
    // What is no message: cut off, a length behind the end, a number without end.
    for (const broken of ['\b', '\u0012\u0009x', '\u0008\u00ff\u00ff', '\u0009']) {
      const calls = await loadEnvoy(names, body, ({ foreign }) => foreign.set('verify_signature', Buffer.from(broken, 'latin1')));
      expect(calls.at(-1)).toMatch(/^proxy_log 2 false/);
    }
  });

  it('evaluate expressions', async () => {
    const body = `const expression = Expression.create('a');
       if (expression == null) log.info('none');
       else log.info(expression.evaluateBool(true).toString() + ' ' + expression.evaluateString()! + ' ' + expression.delete().toString());`;
    const calls = await loadEnvoy('Expression', body, ({ foreign }) => {
      foreign.set('expr_create', '\u0001\0\0\0');
      foreign.set('expr_evaluate', 'value');
      foreign.set('expr_delete', '');
    });
    expect(calls).toContain('proxy_log 2 true value 0');
    expect(calls).toContain('proxy_call_foreign_function expr_evaluate \u0001\0\0\0');
    expect(await loadEnvoy('Expression', body)).toContain('proxy_log 2 none');
  });
});

describe('HTTP calls', () => {
  const guest = streamGuest(
    'continueRequest, HttpCallResponse, log, lastStatus',
    `const id = this.dispatchHttpCall('c', [[':path', '/']], 'body', 1000, [['t', 'u']]);
     log.info(id.toString() + ' ' + lastStatus().toString());`,
    `onHttpCallResponse(answer: HttpCallResponse): void {
       log.info(this.contextId.toString() + ' ' + answer.callId.toString() + ' ' + answer.failed.toString() + ' '
         + (answer.headers.get(':status') || 'null') + ' ' + answer.body.text() + (answer.failed ? answer.failure : ''));
       continueRequest();
     }`,
  );

  it('bring the answer to the stream, made the effective context before', async () => {
    const host = await load(guest);
    host.maps.set(6, [[':status', '200']]);
    host.buffers.set(4, 'hi');
    request(host);
    host.call('proxy_on_http_call_response', 1, 4, 1, 2, 0);
    expect(host.calls).toEqual([
      'proxy_http_call c [[":path","/"]] body [["t","u"]] 1000',
      'proxy_log 2 4 0',
      'proxy_set_effective_context 2',
      'proxy_log 2 2 4 false 200 hi',
      'proxy_continue_stream 0',
    ]);
  });

  it('are told when they failed, and how', async () => {
    const host = await load(guest);
    request(host);
    host.calls.length = 0;
    host.call('proxy_on_http_call_response', 1, 4, 0, 0, 0);
    expect(host.calls[1]).toBe('proxy_log 2 2 4 true null reset');
  });

  it('are dropped for a stream that is over, an unknown call, and the same call again', async () => {
    const host = await load(guest);
    request(host);
    host.call('proxy_on_delete', 2);
    host.calls.length = 0;
    host.call('proxy_on_http_call_response', 1, 4, 1, 0, 0);
    host.call('proxy_on_http_call_response', 1, 4, 1, 0, 0);
    host.call('proxy_on_http_call_response', 1, 8, 1, 0, 0);
    expect(host.calls).toEqual([]);
  });

  it('are not handed over when the host no longer knows the stream', async () => {
    const host = await load(guest, ({ statuses }) => statuses.set('proxy_set_effective_context', 2));
    request(host);
    host.calls.length = 0;
    host.call('proxy_on_http_call_response', 1, 4, 1, 0, 0);
    expect(host.calls).toEqual([]);
  });

  it('return 0 when they cannot be sent, and the status says why', async () => {
    const host = await load(guest, ({ statuses }) => statuses.set('proxy_http_call', 10));
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 0 10']);
  });
});

describe('gRPC', () => {
  const guest = `import { FilterHeadersStatus, HttpContext, log, registerRootContext, RootContext } from 'proxy-wasm';
import { GrpcCall, GrpcCallResponse, GrpcStream } from 'proxy-wasm/grpc';
class Stream extends HttpContext {
  private call: GrpcCall | null = null;
  private watch: GrpcStream | null = null;
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.call = GrpcCall.dispatch(this, 'c', 'svc.S', 'Get', String.UTF8.encode('m'), 300, [['a', 'b']]);
    const watch = GrpcStream.open(this, 'c', 'svc.S', 'Watch');
    this.watch = watch;
    if (watch != null) watch.send(String.UTF8.encode('one'), true);
    return FilterHeadersStatus.StopIteration;
  }
  onGrpcCallResponse(answer: GrpcCallResponse): void {
    log.info((answer.call == this.call).toString() + ' ' + answer.status.toString() + ' ' + answer.message.text());
  }
  onGrpcStreamMessage(stream: GrpcStream, size: i32): void {
    log.info((stream == this.watch).toString() + ' ' + stream.message.text());
  }
  onGrpcStreamClose(stream: GrpcStream, status: u32): void { log.info('closed ' + status.toString() + ' ' + stream.closeMessage); }
}
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext { return new Stream(contextId); }
}
registerRootContext((contextId: u32) => new Root(contextId));`;

  it('gives the answer to the call that was made, once', async () => {
    const host = await load(guest);
    request(host);
    expect(host.calls).toEqual([
      'proxy_grpc_call c svc.S Get [["a","b"]] m 300',
      'proxy_grpc_stream c svc.S Watch []',
      'proxy_grpc_send 6 one 1',
    ]);
    host.calls.length = 0;
    host.buffers.set(5, 'hi');
    host.call('proxy_on_grpc_receive', 1, 5, 2);
    host.call('proxy_on_grpc_receive', 1, 5, 2);
    host.call('proxy_on_grpc_close', 1, 5, 0);
    expect(host.calls).toEqual(['proxy_set_effective_context 2', 'proxy_log 2 true 0 hi']);
  });

  it('gives the events of a stream to who opened it, until it is closed', async () => {
    const host = await load(guest);
    request(host);
    host.calls.length = 0;
    host.buffers.set(5, 'one');
    host.call('proxy_on_grpc_receive_initial_metadata', 1, 6, 0);
    host.call('proxy_on_grpc_receive', 1, 6, 3);
    host.call('proxy_on_grpc_receive', 1, 6, 3);
    host.call('proxy_on_grpc_receive_trailing_metadata', 1, 6, 0);
    host.call('proxy_on_grpc_close', 1, 6, 7);
    host.call('proxy_on_grpc_receive', 1, 6, 3);
    expect(host.calls.filter((one) => one.startsWith('proxy_log'))).toEqual([
      'proxy_log 2 true one',
      'proxy_log 2 true one',
      'proxy_log 2 closed 7 reset',
    ]);
  });

  it('hands nothing to a context that is over', async () => {
    const host = await load(guest);
    request(host);
    host.call('proxy_on_delete', 2);
    host.calls.length = 0;
    host.call('proxy_on_grpc_receive', 1, 5, 2);
    host.call('proxy_on_grpc_receive', 1, 6, 2);
    host.call('proxy_on_grpc_close', 1, 6, 0);
    expect(host.calls).toEqual([]);
  });

  it('is exported by a module only when its door is used', async () => {
    const names = async (text: string) =>
      WebAssembly.Module.exports(new WebAssembly.Module(await compileGuest(text))).map(({ name }) => name);
    expect(await names(guest)).toContain('proxy_on_grpc_receive');
    expect((await names(streamGuest('log', ''))).filter((name) => name.includes('grpc'))).toEqual([]);
  });
});

describe('the environment', () => {
  const guest = `import { environmentVariable } from 'proxy-wasm/environment';
${streamGuest('log', `const a = environmentVariable('A'); const none = environmentVariable('B');
  log.info((a == null ? 'null' : a) + ' ' + (none == null).toString() + ' ' + environmentVariable('EMPTY')! + '|');`)}`;

  it('gives the value of a variable, or null', async () => {
    const host = await load(guest, ({ environment }) => environment.push('AB=no', 'A=1=ü', 'EMPTY='));
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 1=ü true |']);
    expect(host.names.filter((name) => name.startsWith('environ'))).toEqual(['environ_sizes_get', 'environ_get']);
  });
});

describe('name resolution', () => {
  const guest = `import { DnsResponse, resolveDns } from 'proxy-wasm/dns';
${streamGuest('log', `log.info(resolveDns(this, 'example.com').toString());`, `onDnsResponse(answer: DnsResponse): void {
    log.info(answer.token.toString() + ' ' + answer.addresses.join() + ' ' + answer.ttlsSeconds.join());
  }`)}`;

  it.each([
    ['two addresses', '\u0002\0\0\0\u0007\0\0\0\u0001\u0001\0\x00127.0.0.1:0\0[::1]:0\0', '127.0.0.1,::1 7,257'],
    ['none', '', ' '],
    ['what is cut off', '\u0005\0\0\0', ' '],
  ])('gives %s to the context that asked', async (_, answer, expected) => {
    const host = await load(guest);
    request(host);
    host.buffers.set(8, answer);
    host.call('envoy_on_resolve_dns', 1, 5, answer.length);
    host.call('envoy_on_resolve_dns', 1, 5, answer.length);
    expect(host.calls).toEqual([
      'envoy_resolve_dns example.com',
      'proxy_log 2 5',
      'proxy_set_effective_context 2',
      `proxy_log 2 5 ${expected}`,
    ]);
  });
});

it('an answer that comes before the question has returned is handed over, once', async () => {
  const guest = `import { DnsResponse, resolveDns } from 'proxy-wasm/dns';
${streamGuest('log', `log.info('asked ' + resolveDns(this, 'localhost').toString());`, `onDnsResponse(answer: DnsResponse): void {
    log.info('answer ' + answer.token.toString() + ' ' + answer.addresses.join());
  }`)}`;
  const host = await load(guest);
  host.whenAsked = () => void host.call('envoy_on_resolve_dns', 1, 5, 0);
  request(host);
  host.call('envoy_on_resolve_dns', 1, 5, 0);
  expect(host.calls).toEqual([
    'envoy_resolve_dns localhost',
    'proxy_set_effective_context 2',
    'proxy_log 2 answer 5 ',
    'proxy_log 2 asked 5',
  ]);
});

describe('TCP connections', () => {
  const guest = `import { log, registerRootContext, RootContext } from 'proxy-wasm';
import {
  closeDownstream, closeUpstream, continueDownstream, FilterStatus, NetworkRootContext, PeerType, StreamContext,
} from 'proxy-wasm/network';
class Connection extends StreamContext {
  onNewConnection(): FilterStatus { log.info('new ' + (this.root as Root).name); return FilterStatus.StopIteration; }
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    log.info(this.downstreamData.text() + ' ' + size.toString() + endOfStream.toString());
    this.downstreamData.replace('changed');
    continueDownstream();
    return FilterStatus.Continue;
  }
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    log.info(this.upstreamData.text());
    return FilterStatus.StopIteration;
  }
  onDownstreamClose(peer: PeerType): void { log.info('client ' + peer.toString()); closeUpstream(); }
  onUpstreamClose(peer: PeerType): void { log.info('server ' + peer.toString()); closeDownstream(); }
}
class Root extends NetworkRootContext {
  name: string = 'tcp';
  createStreamContext(contextId: u32): StreamContext { return new Connection(contextId); }
}
registerRootContext((contextId: u32) => new Root(contextId));`;

  it('are told of data and ends on both sides', async () => {
    const host = await load(guest);
    host.buffers.set(2, 'hello');
    host.buffers.set(3, 'answer');
    host.start();
    host.call('proxy_on_context_create', 2, 1);
    expect(host.call('proxy_on_new_connection', 2)).toBe(1);
    expect(host.call('proxy_on_downstream_data', 2, 5, 1)).toBe(0);
    expect(host.call('proxy_on_upstream_data', 2, 6, 0)).toBe(1);
    host.call('proxy_on_downstream_connection_close', 2, 2);
    host.call('proxy_on_upstream_connection_close', 2, 1);
    host.call('proxy_on_delete', 2);
    expect(host.call('proxy_on_downstream_data', 2, 5, 1)).toBe(0);
    expect(host.calls).toEqual([
      'proxy_log 2 new tcp',
      'proxy_log 2 hello 5true',
      'proxy_set_buffer_bytes 2 0 2147483647 changed',
      'proxy_continue_stream 2',
      'proxy_log 2 answer',
      'proxy_log 2 client 2',
      'proxy_close_stream 3',
      'proxy_log 2 server 1',
      'proxy_close_stream 2',
    ]);
  });

  it('are exported by a module only when its door is used', async () => {
    const names = async (text: string) =>
      WebAssembly.Module.exports(new WebAssembly.Module(await compileGuest(text))).map(({ name }) => name);
    expect(await names(guest)).toContain('proxy_on_downstream_data');
    expect((await names(streamGuest('log', ''))).filter((name) => /connection|stream_data/.test(name))).toEqual([]);
  });
});

describe('what VMs share', () => {
  it('data: value and cas come back, cas 0 is unconditional', async () => {
    const host = await load(
      streamGuest(
        'getSharedData, log, setSharedData',
        `const data = getSharedData('käy')!; log.info(data.text() + ' ' + data.cas.toString());
         setSharedData('a', 'é'); setSharedData('a', '', data.cas);`,
      ),
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_log 2 value of käy 9',
      'proxy_set_shared_data a Ã© 0',
      'proxy_set_shared_data a  9',
    ]);
  });

  it('data: a key without value is null, and the status says why', async () => {
    const host = await load(
      streamGuest(
        'getSharedData, lastStatus, log',
        `log.info((getSharedData('a') == null).toString() + ' ' + lastStatus().toString());`,
      ),
      ({ statuses }) => statuses.set('proxy_get_shared_data', 1),
    );
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 true 1']);
  });

  it('data: an update goes through the hands of a function, and tries again when somebody was quicker', async () => {
    const host = await load(
      streamGuest(
        'log, updateSharedData',
        `const status = updateSharedData('k', (old, argument: i32) => old! + argument.toString(), 7, 3);
         log.info(status.toString());`,
      ),
    );
    request(host);
    expect(host.calls).toEqual(['proxy_set_shared_data k value of k7 9', 'proxy_log 2 0']);
    const refused = await load(
      streamGuest('log, updateSharedData', `log.info(updateSharedData('k', (old, n: i32) => 'x', 1, 3).toString());`),
      ({ statuses }) => {
        statuses.set('proxy_get_shared_data', 1);
        statuses.set('proxy_set_shared_data', 8);
      },
    );
    request(refused);
    expect(refused.names.filter((name) => name === 'proxy_set_shared_data')).toHaveLength(3);
    expect(refused.calls).toEqual(['proxy_log 2 8']);
  });

  it('data: an update of a key without value does not overwrite one that is set meanwhile', async () => {
    const guest = streamGuest('updateSharedData', `updateSharedData('k', (old, n: i32) => old == null ? 'new' : 'no', 1);`);
    const host = await load(guest);
    // Not found when it is read: the set must not be unconditional. The fake host shows the largest number as -1.
    host.missingData.add('k');
    request(host);
    expect(host.calls).toEqual(['proxy_set_shared_data k new -1']);
  });

  it('data: an update that leaves the value sets nothing, and a key that cannot be read is told', async () => {
    const guest = streamGuest(
      'log, updateSharedData',
      `log.info(updateSharedData('k', (old, n: i32) => old!, 1).toString());`,
    );
    const host = await load(guest);
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 0']);
    const broken = await load(guest, ({ statuses }) => statuses.set('proxy_get_shared_data', 6));
    request(broken);
    expect(broken.calls).toEqual(['proxy_log 2 6']);
  });

  it('queues: ids, values, and the callback of whoever registered', async () => {
    const host = await load(
      `import { log, registerRootContext, RootContext, SharedQueue } from 'proxy-wasm';
       class Root extends RootContext {
         onConfigure(size: i32): bool {
           const other = SharedQueue.resolve('vm', 'other')!;
           log.info(SharedQueue.register('mine').id.toString() + ' ' + other.id.toString());
           other.enqueue('välue');
           return true;
         }
         onQueueReady(queue: SharedQueue): void {
           log.info(queue.dequeue()! + ', ' + String.UTF8.decode(queue.dequeueBytes()!));
         }
       }
       registerRootContext((contextId: u32) => new Root(contextId));`,
    );
    host.start();
    host.call('proxy_on_queue_ready', 1, 3);
    expect(host.calls).toEqual([
      'proxy_resolve_shared_queue "vm" other',
      'proxy_register_shared_queue mine',
      'proxy_log 2 3 4',
      'proxy_enqueue_shared_queue 4 vÃ¤lue',
      'proxy_log 2 from 3, from 3',
    ]);
  });

  it('queues: an empty or unknown one is null, and the status says which', async () => {
    const host = await load(
      streamGuest(
        'lastStatus, log, SharedQueue',
        `log.info((new SharedQueue(3).dequeue() == null).toString() + ' ' + lastStatus().toString());
         log.info((SharedQueue.resolve('', 'x') == null).toString() + ' ' + lastStatus().toString());`,
      ),
      ({ statuses }) => {
        statuses.set('proxy_dequeue_shared_queue', 7);
        statuses.set('proxy_resolve_shared_queue', 1);
      },
    );
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 true 7', 'proxy_log 2 true 1']);
  });

  it('metrics: each kind does what it can, with 64 bits both ways', async () => {
    const host = await load(
      streamGuest(
        'Counter, Gauge, Histogram, log',
        `const counter = Counter.define('hits'); counter.increment(); counter.increment(1 << 40);
         const gauge = Gauge.define('level'); gauge.increment(-5); gauge.record(u64.MAX_VALUE >> 12);
         Histogram.define('size').record(3);
         log.info(counter.id.toString() + ' ' + counter.value().toString() + ' ' + gauge.value().toString());`,
      ),
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_define_metric 0 hits',
      'proxy_increment_metric 6 1',
      'proxy_increment_metric 6 1099511627776',
      'proxy_define_metric 1 level',
      'proxy_increment_metric 6 -5',
      'proxy_record_metric 6 4503599627370495',
      'proxy_define_metric 2 size',
      'proxy_record_metric 6 3',
      'proxy_log 2 6 12 12',
    ]);
  });

  it('metrics: one that could not be made has id 0, and refuses', async () => {
    const host = await load(
      streamGuest('Counter, log', `const counter = Counter.define('x'); log.info(counter.id.toString() + ' ' + counter.value().toString());`),
      ({ statuses }) => {
        statuses.set('proxy_define_metric', 2);
        statuses.set('proxy_get_metric', 1);
      },
    );
    request(host);
    expect(host.calls).toEqual(['proxy_log 2 0 0']);
  });
});

describe('what AssemblyScript expects from its surroundings', () => {
  it('abort: the message and the place, then a trap', async () => {
    const host = await load(streamGuest('log', `throw new Error('bäd 😀 \\uD800');`));
    expect(() => request(host)).toThrow(/unreachable/);
    expect(host.calls).toEqual(['proxy_log 5 bäd 😀 � at assembly/filter.ts:4:5']);
  });

  it('abort: a message without end is cut', async () => {
    const host = await load(streamGuest('log', `throw new Error('€'.repeat(100_000));`));
    expect(() => request(host)).toThrow(/unreachable/);
    expect(host.calls[0]?.length).toBe('proxy_log 5 '.length + 1024 + ' at assembly/filter.ts:4:5'.length);
  });

  it.each(['debug', 'release'] as const)('abort: recursion without end (%s)', async (profile) => {
    const host = new FakeHost();
    host.load(
      await compileGuest(
        `function deep(text: string): string { return deep(text + 'x'); }
export function start(): i32 { return deep('a').length; }`,
        profile,
      ),
    );
    expect(() => host.call('start')).toThrow(/unreachable/);
    expect(host.calls).toEqual(['proxy_log 5 stack overflow']);
  });

  it('Date, Math.random, trace and console', async () => {
    const host = await load(
      streamGuest(
        'log',
        `log.info(Date.now().toString() + ' ' + new Date(Date.now()).toISOString() + ' ' + Date.UTC(1970, 0, 2).toString());
         const random = Math.random(); log.info((random >= 0 && random < 1).toString());
         trace('values', 2, 1, 2.5); console.log('hello'); console.error('oh'); console.assert(false, 'no');
         console.time('t'); console.timeEnd('t'); console.timeEnd('t');`,
      ),
      (one) => {
        one.clockNs = 1_767_225_600_123_456_789n;
      },
    );
    request(host);
    expect(host.calls).toEqual([
      'proxy_log 2 1767225600123 2026-01-01T00:00:00.123Z 86400000',
      'proxy_log 2 true',
      'proxy_log 0 values 1.0, 2.5',
      'proxy_log 2 hello',
      'proxy_log 4 oh',
      'proxy_log 4 Assertion failed: no',
      'proxy_log 2 t: 0ms',
      'proxy_log 3 console.time("t") was not called',
    ]);
  });
});
