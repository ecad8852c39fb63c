// Checks the JSON body of a request before the upstream gets it: which members there must be, and of what kind.

import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  request,
  RootContext,
  sendLocalResponse,
} from 'proxy-wasm';
import { Json, parseJson } from 'proxy-wasm/json';
import { Schema } from './schema';

class SchemaRoot extends RootContext {
  maxBytes: i32 = 65536;
  schema: Schema = new Schema();

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.maxBytes = <i32>configuration.getInteger('maxBytes', this.maxBytes);
    this.schema.read(configuration);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new SchemaStream(contextId);
  }
}

class SchemaStream extends HttpContext {
  private isChecked: bool = false;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const encoding = request.headers.get('content-encoding');
    if (encoding != null && encoding != 'identity') log.warn('not checked: the body is ' + encoding);
    else this.isChecked = !endOfStream;
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!this.isChecked) return FilterDataStatus.Continue;
    // Held back from the first piece on, so this is the size of all of it.
    if (size > (this.root as SchemaRoot).maxBytes) return this.refuse(413, ['body: too large']);
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    return this.check() ? FilterDataStatus.Continue : FilterDataStatus.StopIterationNoBuffer;
  }

  // When trailers follow, no piece of the body is the last.
  onRequestTrailers(count: i32): FilterTrailersStatus {
    return !this.isChecked || this.check() ? FilterTrailersStatus.Continue : FilterTrailersStatus.StopIteration;
  }

  private check(): bool {
    const json = parseJson(request.body.text());
    const errors = json == null ? ['body: not JSON'] : (this.root as SchemaRoot).schema.errorsOf(json);
    if (errors.length > 0) this.refuse(400, errors);
    return errors.length == 0;
  }

  private refuse(status: u32, errors: string[]): FilterDataStatus {
    this.isChecked = false;
    const list = Json.array();
    for (let i = 0; i < errors.length; i++) list.push(Json.string(errors[i]));
    const body = Json.object().set('errors', list).toString();
    sendLocalResponse(status, body, [['content-type', 'application/json']]);
    return FilterDataStatus.StopIterationNoBuffer;
  }
}

registerRootContext((contextId: u32) => new SchemaRoot(contextId));
