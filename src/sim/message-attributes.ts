// `request.*` and `response.*`: what can be read of the two messages, and in which phases.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import type { PropertyPath } from '#abi/property.ts';
import { Refusal } from '#host/refusal.ts';
import {
  type AttributeView,
  duration,
  emptyMap,
  type Found,
  int,
  missing,
  raw,
  text,
} from './attribute-values.ts';
import { grpcStatusOf } from './grpc-status.ts';
import type { HeaderFields } from './header-fields.ts';
import type { StreamInfo } from './stream-info.ts';

/** `callback` is where the fields are there. */
function fieldsMap(
  fields: HeaderFields | null,
  rest: readonly ByteString[],
  path: string,
  callback: string,
): Found {
  const [name, ...further] = rest;
  if (name === undefined) {
    if (fields === null) return emptyMap;
    const names = [...new Set(fields.pairs().map((pair) => pair[0]))];
    return {
      type: 'map',
      value: names.map((key) => [key, raw(fields.joined(key) ?? '')] as const),
    };
  }
  const value = further.length > 0 ? null : (fields?.joined(name.toLowerCase()) ?? null);
  if (value !== null) return raw(value);
  return missing(
    fields === null
      ? `"${path}" can be read in ${callback}, for as long as it is held back, and in on_log`
      : `there is no "${textOf(name)}" among them`,
  );
}

function headerOf(fields: HeaderFields | null, name: string, path: string): Found {
  const value = fields?.get(name) ?? null;
  if (value !== null) return raw(value);
  return missing(
    fields === null
      ? `"${path}" can be read in on_request_headers, for as long as the headers are held back, and in on_log`
      : `the request has no ${name}`,
  );
}

export function requestAttribute(
  { member, rest, dotted: path }: PropertyPath,
  view: AttributeView,
  stream: StreamInfo,
): Found {
  const held =
    view.filter?.logging === true ? stream.requestHeaders : (view.filter?.requestHeaders ?? null);
  switch (member) {
    case 'path':
      return headerOf(held, ':path', path);
    case 'url_path': {
      const value = headerOf(held, ':path', path);
      return value instanceof Refusal || value.type !== 'string'
        ? value
        : raw(value.value.split('?')[0] ?? '');
    }
    case 'query': {
      const value = headerOf(held, ':path', path);
      if (value instanceof Refusal || value.type !== 'string') return value;
      const mark = value.value.indexOf('?');
      return raw(mark === -1 ? '' : (value.value.slice(mark + 1).split('#')[0] ?? ''));
    }
    case 'host':
      return headerOf(held, ':authority', path);
    case 'scheme':
      return headerOf(held, ':scheme', path);
    case 'method':
      return headerOf(held, ':method', path);
    case 'referer':
      return headerOf(held, 'referer', path);
    case 'useragent':
      return headerOf(held, 'user-agent', path);
    case 'id':
      return headerOf(held, 'x-request-id', path);
    case 'headers':
      return fieldsMap(held, rest, path, 'on_request_headers');
    case 'headers_bytes':
      return int(held?.sizeBytes() ?? 0);
    case 'size': {
      const declared = held?.get('content-length') ?? null;
      return int(
        declared !== null && /^\d+$/.test(declared) ? Number(declared) : stream.requestBytes,
      );
    }
    case 'total_size':
      return int(stream.requestBytes + (held?.sizeBytes() ?? 0));
    case 'time':
      return { type: 'timestamp', value: view.world.startClockNs + BigInt(stream.startNs) };
    case 'protocol':
      return text('HTTP/1.1');
    case 'duration':
      return stream.endNs === null
        ? missing('the request has not ended: its duration is there in on_log')
        : duration(stream.endNs - stream.startNs);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}

export function responseAttribute(
  { member, rest, dotted: path }: PropertyPath,
  view: AttributeView,
  stream: StreamInfo,
): Found {
  const logging = view.filter?.logging === true;
  const headers = logging ? stream.responseHeaders : (view.filter?.responseHeaders ?? null);
  const trailers = logging ? stream.responseTrailers : (view.filter?.responseTrailers ?? null);
  const notYet = missing(`"${path}" is there from on_response_headers on`);
  switch (member) {
    case 'code':
      return stream.responseCode === null ? notYet : int(stream.responseCode);
    case 'code_details':
      return stream.responseCode === null ? notYet : text(stream.details);
    case 'grpc_status': {
      if (stream.responseCode === null) return notYet;
      const own =
        stream.responseTrailers?.get('grpc-status') ??
        stream.responseHeaders?.get('grpc-status') ??
        null;
      return int(own === null ? grpcStatusOf(stream.responseCode) : Number(own));
    }
    case 'flags':
      return int(stream.responseFlags);
    case 'headers':
      return fieldsMap(headers, rest, path, 'on_response_headers');
    case 'headers_bytes':
      return int(headers?.sizeBytes() ?? 0);
    case 'trailers':
      return fieldsMap(trailers, rest, path, 'on_response_trailers');
    case 'size':
      return int(stream.responseBytes);
    case 'total_size':
      return int(stream.responseBytes + (headers?.sizeBytes() ?? 0) + (trailers?.sizeBytes() ?? 0));
    case 'backend_latency':
      return stream.upstreamEndNs === null || stream.upstreamStartNs === null
        ? notYet
        : duration(stream.upstreamEndNs - stream.upstreamStartNs);
    default:
      return missing(`there is no attribute "${path}"`);
  }
}
