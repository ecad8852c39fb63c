// Texts that YAML readers mistake for something else, through an exported envoy.yaml into a real Envoy and back over the wire.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFiles } from '#bundle/bundle.ts';
import { adminPort } from '#bundle/envoy-config.ts';
import { unpack } from '#envoy/unpack.ts';
import { freePort } from '#envoy/mock-server.ts';
import { startEnvoy } from '#envoy/start-envoy.ts';
import type { Project } from '#project/schema.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import type { Example } from './prepare.ts';
import { validate } from './validate.ts';

const traps = [
  ...['n', 'off', 'Yes', 'null', '~', '1e3', '0o7', '0x10', '1_000', '12:30:45', '.5', '-', '<<'],
  ...[
    '2026-01-01',
    '=',
    '{{',
    '%YAML',
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '@',
    '`',
    '# no',
    'a: b',
    'a #b',
  ],
  ...[
    'tab\there',
    ' a',
    'a ',
    'two\nlines',
    'ends\n',
    '\nbegins',
    ' in\n\n  and out\n',
    '---',
    '...',
  ],
  ...['😀 é', '"', "'", '\\n', 'a\u0085b', '\u2028', '\ufeff', '{"on": [1, "n"]}'],
];

/** Each text is the body of a route's direct response, and one of them the value of a header that the filter adds. */
function trapProject(project: Project, port: number): Project {
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('the project has no plugin');
  const routes = traps.map((body, index) => ({
    ...project.route,
    name: body,
    match: { ...project.route.match, prefix: '/', path: `/${index}` },
    target: { kind: 'direct-response' as const, status: 200, body },
  }));
  return {
    ...project,
    node: { ...project.node, id: 'n', cluster: '0o7', metadata: { off: '~', '1e3': 'yes' } },
    listener: { ...project.listener, address: '127.0.0.1', port },
    route: { ...project.route, target: { kind: 'direct-response', status: 404, body: '' } },
    routes,
    plugins: [
      {
        ...plugin,
        configuration: {
          encoding: 'string' as const,
          text: JSON.stringify({ name: 'x-trap', value: '0o7' }),
        },
      },
    ],
    clusters: [],
  };
}

/** What came back changed, or null. */
export async function yamlTrapsProblem(
  { project, modules }: Pick<Example, 'project' | 'modules'>,
  workFolder: string,
): Promise<string | null> {
  const port = await freePort();
  const admin = await freePort();
  const trapped = trapProject(project, port);
  const exported = bundleFiles({
    project: trapped,
    modules: modules.map((module) => module.bytes),
    sources: [],
    outcomes: [],
  });
  const from = `port_value: ${adminPort(trapped)}\n`;
  const files = exported.map((file) =>
    'text' in file && file.path === 'envoy.yaml'
      ? { path: file.path, text: file.text.replace(from, `port_value: ${admin}\n`) }
      : file,
  );
  const folder = mkdtempSync(join(workFolder, 'traps-'));
  unpack(folder, files);
  const checked = await validate('envoy.yaml', folder);
  if (checked.status !== 0)
    return `Envoy refuses envoy.yaml:
${checked.output}`;
  const envoy = await startEnvoy({
    binary: await getEnvoy(),
    folder,
    config: 'envoy.yaml',
    adminPort: admin,
    workers: 1,
    wasmLevel: 'warning',
    name: 'traps',
  });
  try {
    if (!envoy.ready) return envoy.log();
    return (
      (await Promise.all(traps.map((text, index) => changed(port, text, index))))
        .filter((one) => one !== null)
        .join('\n') || null
    );
  } finally {
    await envoy.stop();
  }
}

async function changed(port: number, text: string, index: number): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/${index}`);
  const body = Buffer.from(await answer.arrayBuffer());
  if (!body.equals(Buffer.from(text)))
    return `${JSON.stringify(text)} became ${JSON.stringify(body.toString())}`;
  const header = answer.headers.get('x-trap');
  return header === '0o7' ? null : `the header's value 0o7 became ${header}`;
}
