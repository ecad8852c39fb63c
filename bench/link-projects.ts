// The Projects whose links are measured: each example as it is and with one word changed, and a filter written from scratch.

import { readFileSync } from 'node:fs';
import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';

/** With the scenario that somebody would try first, as the page's forms write it. */
export function fromScratch(): Project {
  const text = readFileSync(new URL('language-filter.as.ts', import.meta.url), 'utf8');
  const parsed = parseProject({
    format: 1,
    name: 'Page language',
    plugins: [
      {
        name: 'page-language',
        source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text }] },
        configuration: { text: '{"offered": "en de de-ch fr", "cookie": "lang"}' },
      },
    ],
    route: { target: { kind: 'cluster', cluster: 'pages' } },
    clusters: [{ name: 'pages', port: 8090 }],
    scenarios: [
      {
        name: 'a visitor from Bern',
        exchanges: [
          {
            request: { path: '/timetable', headers: [['accept-language', 'de-CH, fr;q=0.8']] },
            upstream: { kind: 'answer', body: { chunks: [{ data: 'Fahrplan' }] } },
          },
        ],
        expect: [
          { subject: 'upstream.header', key: 'x-page-language', value: 'de-ch' },
          { subject: 'client.header', key: 'content-language', value: 'de-ch' },
        ],
      },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

/** The first longer word after the middle of the first filter, as an edit in one place changes it. */
export function withOneWordChanged(project: Project): Project {
  const [first, ...others] = project.plugins;
  if (first?.source.kind !== 'assemblyscript') throw new Error('no source to edit');
  const [entry, ...files] = first.source.files;
  if (entry === undefined) throw new Error('no file to edit');
  const middle = Math.floor(entry.text.length / 2);
  const text = entry.text.slice(0, middle) + entry.text.slice(middle).replace(/\w{6,}/, 'renamed');
  const source = { ...first.source, files: [{ ...entry, text }, ...files] };
  return { ...project, plugins: [{ ...first, source }, ...others] };
}
