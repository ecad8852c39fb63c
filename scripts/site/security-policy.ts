// What the pages may load and who may frame them: said in each page itself, in a `_headers` file for hosts that read one, and by the preview.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import {
  builtPages,
  headerRules,
  inlineScriptsOf,
  policyText,
  scriptPolicy,
  siteHeaders,
} from '../../src/serve/headers.ts';

/** As Netlify, Cloudflare Pages and others read it. */
function headerFile(pages: ReadonlyMap<string, string>): string {
  const rules = headerRules(pages).map(([path, headers]) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
  );
  return `${rules.join('\n\n')}\n`;
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
      const headersOf = siteHeaders(folder);
      server.middlewares.use((request, response, next) => {
        const headers = headersOf((request.url ?? '/').split(/[?#]/)[0] ?? '/');
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
