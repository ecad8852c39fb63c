// What the pages may load and who may frame them, as headers: the same for the build, for `sluice serve` and for hosts that read `_headers`.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pages that other sites may show in a frame. */
const framedPages = new Set(['embed.html']);

/** The same for every answer; a policy of its own goes with each page. */
const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/**
 * @param inlineScripts Text of each script that stands in the page itself.
 */
export function scriptPolicy(inlineScripts: readonly string[]): Record<string, string> {
  const hashes = inlineScripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return {
    'default-src': "'none'",
    // WebAssembly is compiled, text never is.
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...hashes].join(' '),
    // The editor and the panes size things by the style attribute, and add rules of their own.
    'style-src': "'self' 'unsafe-inline'",
    // A body that is an image is shown as one.
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
  };
}

export function policyText(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

export function inlineScriptsOf(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
}

/** Workers have no page to take a policy from: theirs comes with their script. The compiler fetches a module of its own from a data: address. */
const workerPolicy = policyText({ ...scriptPolicy([]), 'connect-src': "'self' data:" });

/** As the header of an answer; a page's own `<meta>` cannot say who may frame it. */
function pagePolicy(file: string, html: string): string {
  return policyText({
    ...scriptPolicy(inlineScriptsOf(html)),
    'frame-ancestors': framedPages.has(file) ? '*' : "'none'",
  });
}

export type Headers = Record<string, string>;

function pageHeaders(file: string, html: string): Headers {
  return {
    ...commonHeaders,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': pagePolicy(file, html),
  };
}

/** Their names hold a hash of what they are. */
const assetHeaders: Headers = {
  ...commonHeaders,
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Security-Policy': workerPolicy,
};

/** By path; `/assets/*` stands for all beneath it. */
export function headerRules(pages: ReadonlyMap<string, string>): [path: string, Headers][] {
  const rules = [...pages].flatMap(([file, html]): [string, Headers][] => {
    const headers = pageHeaders(file, html);
    const own: [string, Headers] = [`/${file}`, headers];
    return file === 'index.html' ? [['/', headers], own] : [own];
  });
  // A cached service worker would hold back a newer version.
  return [
    ...rules,
    ['/sw.js', { ...commonHeaders, 'Cache-Control': 'no-cache' }],
    ['/assets/*', assetHeaders],
  ];
}

export function builtPages(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.html'));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Headers of the answer for a path of the built site. */
export function siteHeaders(folder: string): (path: string) => Headers {
  const rules = headerRules(builtPages(folder));
  return (path) =>
    rules.find(([rule]) => rule === path)?.[1] ??
    (path.startsWith('/assets/') ? assetHeaders : commonHeaders);
}
