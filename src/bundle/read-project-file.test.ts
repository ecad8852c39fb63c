import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { compactProject } from '#project/compact.ts';
import { projectAsFolder } from '#project/folder.ts';
import { type Project, projectSchema } from '#project/schema.ts';
import { bundleFiles, moduleSha256, zipBundle } from './bundle.ts';
import { readProjectFile } from './read-project-file.ts';

const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const module = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

function project(kind: 'assemblyscript' | 'module' = 'assemblyscript'): Project {
  const source =
    kind === 'module'
      ? { kind, name: 'other.wasm', sha256: moduleSha256(module) }
      : { kind, files: [{ path: 'filter.ts', text: '// start' }] };
  return projectSchema.parse({
    format: 1,
    name: 'small',
    plugins: [{ source }],
    clusters: [{ name: 'upstream' }],
    route: { target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios: [{ name: 'one', exchanges: [{ request: {} }] }],
  });
}

const problemOf = (name: string, bytes: Uint8Array): string => {
  const read = readProjectFile(name, bytes);
  return read.ok ? 'opened' : read.problem;
};

test('the file of the command line is read', () => {
  const read = readProjectFile('small.sluice.json', bytesOf(compactProject(project())));
  expect(read).toEqual({ ok: true, project: project(), modules: [], fromEnvoy: null });
});

test.each(['assemblyscript', 'module'] as const)('the download is read: %s', (kind) => {
  const zip = zipBundle(
    bundleFiles({ project: project(kind), modules: [module], sources: [[]], outcomes: [] }),
  );
  expect(readProjectFile('small-envoy.zip', zip)).toEqual({
    ok: true,
    project: project(kind),
    modules: kind === 'module' ? [{ sha256: moduleSha256(module), bytes: module }] : [],
    fromEnvoy: null,
  });
});

test('a folder in a zip is read with its sources', () => {
  const folder = projectAsFolder(project());
  const files = Object.fromEntries(
    (folder?.files ?? []).map(({ path, text }) => [`mine/${path}`, bytesOf(text)]),
  );
  const zip = zipSync({ 'mine/project.json': bytesOf(folder?.json), ...files });
  expect(readProjectFile('mine.zip', zip)).toMatchObject({ ok: true, project: project() });
});

test('what is no project is told apart, with the file and the field', () => {
  expect(problemOf('x.json', bytesOf('{'))).toMatch(/^x\.json is not JSON: /);
  expect(problemOf('x.har', bytesOf({ log: { entries: [] } }))).toContain('is a HAR recording');
  expect(problemOf('x.json', bytesOf({ ...project(), workers: 99 }))).toMatch(
    /^x\.json is no project that can be opened\. workers: /,
  );
  expect(problemOf('project.json', bytesOf(projectAsFolder(project())?.json))).toContain(
    'Give the folder as a zip.',
  );
  expect(problemOf('x.zip', zipSync({ 'note.txt': bytesOf('hello') }))).toContain(
    'has neither a project.json nor an envoy.yaml in it',
  );
  expect(problemOf('x.zip', zipBundle([]).slice(0, 10))).toMatch(/^x\.zip cannot be unpacked: /);
});

test('what is too large is refused before it is unpacked', () => {
  const bomb = zipSync({ 'project.json': new Uint8Array(17 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(100_000);
  expect(problemOf('bomb.zip', bomb)).toContain('is too large: at most 16 MiB');
  expect(problemOf('large.json', new Uint8Array(17 * 1024 * 1024))).toMatch(
    /has 17 MiB; a project may have at most 16 MiB/,
  );
  const many = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`${index}.ts`, new Uint8Array(1)]),
  );
  expect(problemOf('many.zip', zipSync(many))).toContain('larger than a project can be');
});

test('a zip that lies about sizes gives a sentence', () => {
  const zip = zipSync({ 'project.json': new Uint8Array(1_000_000) });
  // The uncompressed size, in the directory at the end.
  const view = new DataView(zip.buffer);
  for (let at = 0; at < zip.length - 4; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  expect(problemOf('lie.zip', zip)).toMatch(/cannot be unpacked|is not JSON/);
});

test.each([
  ['utf-16le', [0xff, 0xfe], (code: number) => [code & 255, code >> 8]],
  ['utf-16be', [0xfe, 0xff], (code: number) => [code >> 8, code & 255]],
] as const)('an envoy.yaml in %s is read, as Envoy reads it', (_, mark, unit) => {
  const [file] = bundleFiles(
    { project: project(), modules: [module], sources: [[]], outcomes: [] },
    'envoy',
  ).filter(({ path }) => path === 'envoy.yaml');
  if (file === undefined || !('text' in file)) throw new Error('no envoy.yaml');
  const text = `# ü → 🚀\n${file.text}`;
  const units = Array.from({ length: text.length }, (_one, at) => unit(text.charCodeAt(at)));
  const read = readProjectFile('envoy.yaml', new Uint8Array([...mark, ...units.flat()]));
  expect(read).toMatchObject({ ok: true, fromEnvoy: { unmodelled: [] } });
});
