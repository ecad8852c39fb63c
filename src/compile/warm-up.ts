// The filter that a fresh compiler compiles once to be quick afterwards: it reaches the parts of the SDK that most filters use.

import type { SourceText } from './api.ts';

export const warmUpFilter: SourceText = {
  path: 'filter.ts',
  text: `
import {
  FilterHeadersStatus, HttpContext, log, property, registerRootContext, request, RootContext, sendLocalResponse,
} from 'proxy-wasm';

class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const token = request.headers.get('token');
    log.info(token != null ? token : request.headers.pairs().length.toString());
    if (property.getI64(['source', 'port']) == 0) sendLocalResponse(403, request.body.text());
    return FilterHeadersStatus.Continue;
  }
}

class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new Stream(contextId);
  }
}

registerRootContext((contextId) => new Root(contextId));
`,
};
