// Each rule fires on a small filter that goes wrong, and is silent on its twin that does not, on all examples, and on the filters
// for other SDKs.

import * as assemblyscript from 'assemblyscript';
import { describe, expect, it } from 'vitest';
import { examples, readExample } from '#examples/node.ts';
import type { Diagnostic } from '../api.ts';
import { createNodeCompiler } from '../node/node-compiler.ts';
import { Kind } from './ast.ts';
import { rules } from './lint.ts';

const compiler = createNodeCompiler();

async function diagnose(text: string): Promise<Diagnostic[]> {
  const outcome = await compiler.compile({
    revision: 1,
    profile: 'debug',
    files: [{ path: 'filter.ts', text }],
  });
  if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome, null, 2));
  return outcome.diagnostics.filter(({ source }) => source === 'sluice');
}

/** A filter whose stream has these members. */
function filter(members: string, before = ''): string {
  return `import * as sdk from 'proxy-wasm';
import { continueRequest, FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus, getSharedData, HttpContext, property, registerRootContext, request, response, RootContext, sendLocalResponse, setSharedData } from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';
${before}
class Stream extends HttpContext {
${members}
}
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext { return new Stream(contextId); }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;
}

/** The same for the other SDKs. */
function otherFilter(members: string): string {
  return `import { BufferTypeValues, Context, continue_request, FilterDataStatusValues, FilterHeadersStatusValues, get_buffer_bytes, get_property, registerRootContext, RootContext, set_buffer_bytes, stream_context } from '@gcoredev/proxy-wasm-sdk-as/assembly';
class Stream extends Context {
${members}
}
class Root extends RootContext {
  createContext(context_id: u32): Context { return new Stream(context_id, this); }
}
registerRootContext((context_id: u32) => new Root(context_id), 'root');
`;
}

const requestHeaders = (body: string, answer = 'FilterHeadersStatus.Continue') =>
  `  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${body} return ${answer}; }\n`;
const requestBody = (body: string, answer = 'FilterDataStatus.Continue') =>
  `  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus { ${body} return ${answer}; }\n`;
const responseBody = (body: string) =>
  `  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus { ${body} return FilterDataStatus.Continue; }\n`;
const helper = (body: string) => `  private help(): void { ${body} }\n`;

const set = "request.headers.replace('a', 'b');";
const hold = 'FilterHeadersStatus.StopIteration';
const replaced = requestBody("request.body.replace('longer');");

/** Filters that go wrong, each with the piece of text that is marked, and filters that do not. */
const cases: Record<string, { bad: [text: string, marked: string][]; good: string[] }> = {
  'late-header-change': {
    bad: [
      [filter(requestBody(set)), set.slice(0, -1)],
      [filter(requestBody('this.help();') + helper(set)), set.slice(0, -1)],
      [
        filter(
          "  onResponseTrailers(count: i32): FilterTrailersStatus { response.headers.remove('a'); return FilterTrailersStatus.Continue; }",
        ),
        "response.headers.remove('a')",
      ],
      [
        otherFilter(
          "  onRequestBody(size: usize, end: bool): FilterDataStatusValues { stream_context.headers.request.add('a', 'b'); return FilterDataStatusValues.Continue; }",
        ),
        "stream_context.headers.request.add('a', 'b')",
      ],
    ],
    good: [
      filter(requestHeaders(set) + requestBody('request.body.size();')),
      filter(
        requestHeaders('', `endOfStream ? FilterHeadersStatus.Continue : ${hold}`) +
          requestBody(set),
      ),
      filter(requestHeaders('this.help();') + requestBody('this.help();') + helper(set)),
      filter(
        "  onRequestTrailers(count: i32): FilterTrailersStatus { request.trailers.add('a', 'b'); return FilterTrailersStatus.Continue; }",
      ),
    ],
  },
  'never-resumed': {
    bad: [
      [filter(requestHeaders('', hold)), `return ${hold}`],
      [
        filter(requestBody('', 'FilterDataStatus.StopIterationAndBuffer')),
        'return FilterDataStatus.StopIterationAndBuffer',
      ],
      [
        otherFilter(
          '  onRequestHeaders(a: u32, end: bool): FilterHeadersStatusValues { return FilterHeadersStatusValues.StopIteration; }',
        ),
        'return FilterHeadersStatusValues.StopIteration',
      ],
    ],
    good: [
      filter(requestHeaders('sendLocalResponse(403);', hold)),
      filter(
        `${requestHeaders('', hold)}  onHttpCallResponse(response: sdk.HttpCallResponse): void { continueRequest(); }`,
      ),
      filter(
        requestHeaders('', hold) +
          requestBody(
            '',
            'endOfStream ? FilterDataStatus.Continue : FilterDataStatus.StopIterationAndBuffer',
          ),
      ),
      filter(
        requestBody(
          'if (endOfStream) return FilterDataStatus.Continue;',
          'FilterDataStatus.StopIterationAndBuffer',
        ),
      ),
    ],
  },
  'stale-content-length': {
    bad: [
      [filter(replaced), "request.body.replace('longer')"],
      [
        filter(requestHeaders("response.headers.remove('content-length');") + replaced),
        "request.body.replace('longer')",
      ],
      [filter(responseBody("response.body.append('more');")), "response.body.append('more')"],
      [
        otherFilter(
          '  onRequestBody(size: usize, end: bool): FilterDataStatusValues { set_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>size, new ArrayBuffer(1)); return FilterDataStatusValues.Continue; }',
        ),
        'set_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>size, new ArrayBuffer(1))',
      ],
    ],
    good: [
      filter(requestHeaders("request.headers.remove('Content-Length');") + replaced),
      filter(requestHeaders("request.headers.replace('content-length', '6');") + replaced),
      filter(
        requestHeaders('request.headers.remove(name);') + replaced,
        "const name = 'content-' + 'length';",
      ),
      filter(requestBody('request.body.text();')),
    ],
  },
  'host-for-authority': {
    bad: [[filter(requestHeaders("request.headers.get(':host');")), "':host'"]],
    good: [
      filter(requestHeaders("request.headers.get(':authority'); request.headers.get('host');")),
    ],
  },
  'partial-body': {
    bad: [
      [filter(requestBody('parseJson(request.body.text());')), 'parseJson(request.body.text())'],
      [
        otherFilter(
          '  onResponseBody(size: usize, end: bool): FilterDataStatusValues { parseInt(String.UTF8.decode(get_buffer_bytes(BufferTypeValues.HttpResponseBody, 0, <u32>size))); return FilterDataStatusValues.Continue; }',
        ),
        'parseInt(String.UTF8.decode(get_buffer_bytes(BufferTypeValues.HttpResponseBody, 0, <u32>size)))',
      ],
    ],
    good: [
      filter(
        requestBody(
          'if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer; parseJson(request.body.text());',
        ),
      ),
      filter(requestBody('request.body.text();')),
      filter(requestBody("parseJson('{}');")),
    ],
  },
  'removed-property': {
    bad: [
      [
        filter(requestHeaders("property.getString(['node', 'id']);")),
        "property.getString(['node', 'id'])",
      ],
      [
        filter(requestHeaders("property.getString(['route_name']);")),
        "property.getString(['route_name'])",
      ],
      [otherFilter("  onLog(): void { get_property('node\\0id'); }"), "get_property('node\\0id')"],
    ],
    good: [
      filter(requestHeaders("property.getString(['xds', 'node', 'id']);")),
      filter(
        requestHeaders(
          "if (property.getString(['xds', 'node', 'id']) == null) property.getString(['node', 'id']);",
        ),
      ),
      filter(requestHeaders("property.getString(['request', 'path']);")),
    ],
  },
  'per-vm-state': {
    bad: [
      [filter(requestHeaders('seen++;'), 'let seen: i32 = 0;'), 'seen'],
      [filter(requestHeaders('Stream.seen += 1;') + '  static seen: i32 = 0;'), 'Stream.seen'],
      [
        filter(
          requestHeaders('count_one();'),
          'let seen: i32 = 0; function count_one(): void { seen = seen + 1; }',
        ),
        'seen',
      ],
    ],
    good: [
      filter(requestHeaders('let seen = 0; seen++;'), 'let seen: i32 = 0;'),
      filter(requestHeaders('this.seen++;') + '  private seen: i32 = 0;'),
      filter(requestHeaders("setSharedData('seen', seen.toString());"), 'let seen: i32 = 0;'),
    ],
  },
  'misspelt-callback': {
    bad: [
      [
        filter(requestHeaders('').replace('onRequestHeaders', 'onRequestHeader')),
        'onRequestHeader',
      ],
      [filter(requestBody('').replace('onRequestBody', 'onrequestbody')), 'onrequestbody'],
      [
        otherFilter('  on_http_request_headers(a: u32, end: bool): void {}'),
        'on_http_request_headers',
      ],
    ],
    good: [
      filter(requestHeaders('')),
      filter(
        requestHeaders('') + requestHeaders('').replace('onRequestHeaders', 'onRequestHeader'),
      ),
      filter(requestBody('this.onLogs();') + '  private onLogs(): void {}'),
      filter('  onOther(): void {}'),
      filter('', 'class Other { onrequestheaders(): void {} }'),
    ],
  },
};

describe.each(rules.map(({ name }) => name))('the lint %s', (name) => {
  const { bad, good } = cases[name] ?? { bad: [], good: [] };

  it('has filters to show', () => {
    expect(bad.length * good.length).toBeGreaterThan(0);
  });

  it.each(bad)('fires at what goes wrong: %#', async (text, marked) => {
    const found = (await diagnose(text)).filter(({ code }) => code === name);
    expect(found.map(({ range }) => text.slice(range?.start, range?.end))).toEqual([marked]);
    expect(found[0]?.range?.file).toBe('filter.ts');
    expect(found[0]?.message).toMatch(/^[A-Z].*\.$/);
  });

  it.each(good)('is silent on what does not: %#', async (text) => {
    expect((await diagnose(text)).filter(({ code }) => code === name)).toEqual([]);
  });
});

describe('the lints', () => {
  it.each(examples.map(({ slug }) => slug))('are silent on the example %s', async (slug) => {
    for (const { source } of readExample(slug).plugins) {
      if (source.kind !== 'assemblyscript') continue;
      const outcome = await compiler.compile({
        revision: 1,
        profile: 'debug',
        files: source.files,
      });
      if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
      expect(outcome.diagnostics).toEqual([]);
    }
  });

  it('know the kinds of nodes by the numbers of this asc', () => {
    const library: object = assemblyscript;
    const kinds = Reflect.get(library, 'NodeKind') as Record<string, number>;
    expect(Object.fromEntries(Object.keys(Kind).map((key) => [key, kinds[key]]))).toEqual(Kind);
  });

  it('are told of a filter that does not compile either', async () => {
    const text = filter(requestHeaders('nothing();', hold));
    const outcome = await compiler.compile({
      revision: 1,
      profile: 'debug',
      files: [{ path: 'filter.ts', text }],
    });
    if (outcome.status !== 'failed') throw new Error('It compiles.');
    expect(outcome.diagnostics.map(({ code }) => code).toSorted()).toEqual([
      'TS2304',
      'never-resumed',
    ]);
  });
});
