// Which requests Envoy refuses before any filter is asked: those its HTTP/1.1 codec cannot take, and those its connection manager turns away.

import type { Pair } from '#abi/pairs.ts';
import {
  connectionOptions,
  hasOneLength,
  holdsControlCharacters,
  isChunkedAlone,
  MOST_HEAD_LINES,
  valuesOf,
} from './head-lines.ts';

export interface RequestRefusal {
  status: number;
  body: string;
  details: string;
  /** By the codec: then Envoy has no headers of the request at all, and reads nothing more of the connection. */
  byCodec: boolean;
}

/** The head of a request as it comes over the wire. Names are in small letters. */
export interface RequestHead {
  method: string;
  /** What stands between the method and the version. */
  target: string;
  lines: readonly Pair[];
  sizeBytes: number;
}

/** A route is chosen even so. */
export const UPGRADE_FAILED = 'upgrade_failed';

const largestHeadBytes = 60 * 1024;
const mostConnectionOptions = 9;

const methods = new Set(
  `ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE MSEARCH NOTIFY OPTIONS PATCH POST
  PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE`.split(
    /\s+/,
  ),
);

const inTarget = String.raw`[\t\f!-~]*`;
const target = new RegExp(String.raw`^(?:[/*]|[A-Za-z][A-Za-z0-9+.-]*://)${inTarget}$`);
const authorityCharacters = /^[\w!$%&'()*+,.:;=@[\]~-]*$/;

const byCodec = (status: number, body: string, details: string): RequestRefusal => ({
  status,
  body,
  details,
  byCodec: true,
});
const badRequest = (details: string): RequestRefusal => byCodec(400, 'Bad Request', details);
const turnedAway = (status: number, details: string): RequestRefusal => ({
  status,
  body: '',
  details,
  byCodec: false,
});

const hidesTheClient = (option: string): boolean =>
  /^x-forwarded-(for|host|proto)$/.test(option) || option.startsWith(':');

export function refusalByCodec(head: RequestHead, authority: string): RequestRefusal | null {
  const { lines } = head;
  if (!methods.has(head.method) || (head.method !== 'CONNECT' && !target.test(head.target)))
    return badRequest('http1.codec_error');
  if (head.sizeBytes > largestHeadBytes)
    return byCodec(431, 'Request Header Fields Too Large', 'http1.headers_too_large');
  if (lines.length > MOST_HEAD_LINES)
    return byCodec(431, 'Request Header Fields Too Large', 'http1.too_many_headers');
  if (holdsControlCharacters(lines)) return badRequest('http1.invalid_characters');
  if (!hasOneLength(lines)) return badRequest('http1.codec_error');
  const options = connectionOptions(lines);
  if (options.length > mostConnectionOptions || options.some(hidesTheClient))
    return badRequest('http1.connection_header_rejected');
  if (valuesOf(lines, 'transfer-encoding').length > 0) {
    if (!isChunkedAlone(lines))
      return byCodec(501, 'Not Implemented', 'http1.invalid_transfer_encoding');
    if (valuesOf(lines, 'content-length').length > 0)
      return badRequest('http1.content_length_and_chunked_not_allowed');
  }
  const problem = targetProblem(head);
  if (problem !== null) return badRequest(problem);
  return authorityCharacters.test(authority) ? null : badRequest('http.invalid_authority');
}

/** A target is a path, or an address with a scheme that is HTTP's; `*` is for OPTIONS alone. */
function targetProblem(head: RequestHead): string | null {
  if (head.target.startsWith('/') && head.method !== 'CONNECT') return null;
  if (head.target === '*' && head.method === 'OPTIONS') return null;
  if (absoluteTarget(head.target) !== null) return null;
  const scheme = /^([^:/*]+):\/\//.exec(head.target)?.[1];
  return scheme === undefined || /^https?$/i.test(scheme)
    ? 'http1.invalid_url'
    : 'http1.invalid_scheme';
}

/** The parts of a target that is a whole address; null for any other. */
export function absoluteTarget(
  text: string,
): { scheme: string; authority: string; path: string } | null {
  const match = /^(https?):\/\/(?:[^@/?]*@)?([^/?]+)(.*)$/i.exec(text);
  if (match === null) return null;
  const [, scheme = '', authority = '', rest = ''] = match;
  return {
    scheme: scheme.toLowerCase(),
    authority,
    path: rest === '' ? '/' : rest,
  };
}

export function refusalByManager(head: RequestHead, path: string): RequestRefusal | null {
  if (!path.startsWith('/')) return turnedAway(404, 'absolute_path_rejected');
  if (path.includes('#')) return turnedAway(400, 'path_normalization_failed');
  if (head.method === 'QUERY' && valuesOf(head.lines, 'content-type').length === 0)
    return turnedAway(400, 'query_missing_content_type');
  return null;
}

/** An upgrade that no `upgrade_configs` allows. One to HTTP/2 is passed over. */
export function refusalOfUpgrade({ lines }: RequestHead): RequestRefusal | null {
  const asked = valuesOf(lines, 'upgrade').join(',').toLowerCase();
  if (asked === '' || asked === 'h2c' || !connectionOptions(lines).includes('upgrade')) return null;
  return turnedAway(403, UPGRADE_FAILED);
}
