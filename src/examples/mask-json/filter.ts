// Masks members of JSON responses, such as a social security number.

import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  response,
  RootContext,
} from 'proxy-wasm';
import { Json, JsonKind, parseJson } from 'proxy-wasm/json';

class MaskRoot extends RootContext {
  // Each is the names on the way to a member: "card.number".
  fields: string[][] = [];
  mask: string = '***';
  // To see what becomes of a response whose length is wrong.
  keepContentLength: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    const fields = configuration.getStrings('fields');
    for (let i = 0; i < fields.length; i++) this.fields.push(fields[i].split('.'));
    this.mask = configuration.getString('mask', this.mask);
    this.keepContentLength = configuration.getBool('keepContentLength');
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new MaskStream(contextId);
  }

  // Masks a member wherever it is, in lists too.
  maskMember(json: Json, path: string[], depth: i32): void {
    if (json.kind == JsonKind.Array) {
      for (let i = 0; i < json.items.length; i++) this.maskMember(json.items[i], path, depth);
      return;
    }
    const member = json.get(path[depth]);
    if (member == null) return;
    if (depth + 1 == path.length) json.set(path[depth], Json.string(this.mask));
    else this.maskMember(member, path, depth + 1);
  }
}

class MaskStream extends HttpContext {
  private isMasked: bool = false;

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const type = response.headers.get('content-type');
    const isJson = type != null && type.startsWith('application/json');
    // What is compressed is not JSON yet.
    const isPlain = response.headers.get('content-encoding') == null;
    this.isMasked = isJson && isPlain && !endOfStream;
    // Now or never: when the body is known, the headers have gone.
    if (this.isMasked && !(this.root as MaskRoot).keepContentLength) response.headers.remove('content-length');
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!this.isMasked) return FilterDataStatus.Continue;
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.maskBody();
    return FilterDataStatus.Continue;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    if (this.isMasked) this.maskBody();
    return FilterTrailersStatus.Continue;
  }

  private maskBody(): void {
    const root = this.root as MaskRoot;
    const json = parseJson(response.body.text());
    // Better no body than one with secrets.
    if (json == null) {
      log.error('the response is not the JSON that it says it is');
      response.body.replace('');
      return;
    }
    for (let i = 0; i < root.fields.length; i++) root.maskMember(json, root.fields[i], 0);
    response.body.replace(json.toString());
  }
}

registerRootContext((contextId: u32) => new MaskRoot(contextId));
