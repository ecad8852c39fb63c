// A scenario's request as a line for the shell.

import type { Project, Request } from '#project/schema.ts';

export interface CurlLine {
  command: string;
  /** What curl cannot do as the scenario has it; empty when it can do all. */
  remarks: string[];
}

export function curlLine(request: Request, project: Project): CurlLine {
  const host = `localhost:${project.listener.port}`;
  const { before, args, remarks } = curlArguments(request, {
    origin: `http://${host}`,
    knownHost: host,
    bodyFile: null,
  });
  const start = ['curl', '-sS', '-i', '--path-as-is', '--globoff', '--max-time', '20'];
  return { command: before + [...start, ...args].join(' '), remarks };
}

export interface CurlPlace {
  /** Scheme, host and port, as the shell has it. */
  origin: string;
  /** The host header that curl sends by itself, or null where that is not known. */
  knownHost: string | null;
  /** A word of the shell for the file with the body; null for a body in the line itself. */
  bodyFile: string | null;
}

/** The words behind `curl` and the options that are always the same. */
export function curlArguments(
  request: Request,
  { origin, knownHost, bodyFile }: CurlPlace,
): { before: string; args: string[]; remarks: string[] } {
  const { method, path, authority, headers, body, trailers } = request;
  const remarks: string[] = [];
  const args: string[] = [];
  const hasBody = body.chunks.length > 0;
  // With --head curl refuses a body; with the method alone it waits for the body that no answer to HEAD has.
  if (method === 'HEAD' && !hasBody) args.push('--head');
  else if (method !== 'GET' || hasBody) args.push('-X', quote(method));
  if (method === 'HEAD' && hasBody) remarks.push('curl waits for the body of the answer to HEAD.');
  args.push(...target(origin, path));
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  if (authority !== knownHost) args.push('-H', quote(`host: ${authority}`));
  for (const [name, value] of headers)
    args.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  for (const name of ['user-agent', 'accept'])
    if (!given.has(name)) args.push('-H', quote(`${name}:`));
  let before = '';
  if (hasBody) {
    if (!given.has('content-type')) args.push('-H', quote('content-type:'));
    const chunked =
      body.framing === 'chunked' || (body.framing === 'auto' && body.chunks.length > 1);
    if (chunked && !given.has('transfer-encoding'))
      args.push('-H', quote('transfer-encoding: chunked'));
    const [only] = body.chunks;
    if (bodyFile !== null) {
      args.push('--data-binary', `@${bodyFile}`);
    } else if (
      body.encoding === 'text' &&
      body.chunks.length === 1 &&
      only?.repeat === 1 &&
      !only.data.startsWith('@')
    ) {
      args.push('--data-binary', quote(only.data));
    } else {
      before = `${producer(request)} | `;
      args.push('--data-binary', '@-');
    }
    if (body.chunks.length > 1) remarks.push('curl sends the body in pieces of its own choice.');
  }
  if (trailers.length > 0) remarks.push('curl sends no trailers; the scenario does.');
  if (request.scheme === 'https') remarks.push('the listener of this bundle speaks plain HTTP.');
  return { before, args, remarks };
}

/** What is no path of an URL, such as one with a fragment, which curl keeps to itself, is sent as it stands. */
function target(origin: string, path: string): string[] {
  if (!/^\/[^#\s]*$/.test(path)) return ['--request-target', quote(path), `${origin}/`];
  const quoted = quote(path);
  // One pair of quotes around all of it reads better where the origin needs none of the shell.
  return [
    quoted === path || origin.includes('$') ? `${origin}${quoted}` : quote(`${origin}${path}`),
  ];
}

/** A command that prints the body. */
function producer({ body }: Request): string {
  const parts = body.chunks.map(({ data, repeat }) => {
    const bytes = `Buffer.from(${JSON.stringify(data)}${body.encoding === 'base64' ? ',"base64"' : ''})`;
    return repeat === 1 ? bytes : `...Array(${repeat}).fill(${bytes})`;
  });
  return `node -e ${quote(`process.stdout.write(Buffer.concat([${parts.join(',')}]))`)}`;
}

/** For a POSIX shell. */
export function quote(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
