// What the pages may load and who may frame them: said in each page itself, in a `_headers` file for hosts that read one, and by the preview.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

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
function scriptPolicy(inlineScripts: readonly string[]): Record<string, string> {
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

function policyText(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

function inlineScriptsOf(html: string): string[] {
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

type Headers = Record<string, string>;

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
function headerRules(pages: ReadonlyMap<string, string>): [path: string, Headers][] {
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

/** As Netlify, Cloudflare Pages and others read it. */
function headerFile(pages: ReadonlyMap<string, string>): string {
  const rules = headerRules(pages).map(([path, headers]) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  return `${rules.join('\n\n')}\n`;
}

function builtPages(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.html'));
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Only of what is built: the development server's own scripts would not pass. */
export function securityPolicy(): Plugin {
  let folder = 'dist';
  return {
    name: 'sluice-security-policy',
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { server }) {
        if (server !== undefined) return html;
        const content = policyText(scriptPolicy(inlineScriptsOf(html)));
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content },
            injectTo: 'head-prepend',
          },
        ];
      },
    },
    writeBundle() {
      writeFileSync(join(folder, '_headers'), headerFile(builtPages(folder)));
    },
    configurePreviewServer(server) {
      const rules = headerRules(builtPages(folder));
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/';
        const headers =
          rules.find(([rule]) => rule === path)?.[1] ??
          (path.startsWith('/assets/') ? assetHeaders : commonHeaders);
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
