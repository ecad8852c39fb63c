import { expect, test } from 'vitest';
import { attributePaths } from '#abi/attribute-names.ts';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { AttributeReading } from './api.ts';
import { projectOf, runModule } from './testing/project.ts';

const quiet = wat(`(module ${boilerplate})`);
const paths = [
  ...attributePaths,
  ['request', 'headers', 'x-a'],
  ['xds', 'node', 'metadata', 'role'],
];

function readings(project = projectOf({}, {}, { node: { metadata: { role: 'canary' } } })) {
  return runModule(quiet, project, { attributes: { plugin: 0, exchange: 0, paths } }).attributes;
}

function at(all: AttributeReading[], name: string, callback: string): AttributeReading | undefined {
  return all.find((one) => one.path.join('.') === name && one.callback === callback);
}

test('each name of the list is one that the simulation knows', () => {
  const unknown = readings().filter(
    ({ callback, why }) => callback !== 'root' && why.startsWith('there is no attribute'),
  );
  expect(unknown.map(({ path }) => path.join('.'))).toEqual([]);
  expect(
    runModule(quiet, projectOf({}), {
      attributes: { plugin: 0, exchange: 0, paths: [['request', 'nope']] },
    }).attributes[0]?.why,
  ).not.toBe('');
});

test('a value is told with its type and bytes, in the callbacks in which it is there', () => {
  const all = readings();
  expect(at(all, 'request.path', 'proxy_on_request_headers')).toMatchObject({
    status: 0,
    type: 'string',
    text: '/',
    sizeBytes: 1,
    hex: '2f',
  });
  expect(at(all, 'request.path', 'root')).toMatchObject({ status: 1, type: '' });
  expect(at(all, 'response.code', 'proxy_on_request_headers')?.status).toBe(1);
  expect(at(all, 'response.code', 'proxy_on_response_headers')).toMatchObject({
    type: 'int',
    text: '200',
    hex: 'c8 00 00 00 00 00 00 00',
  });
  expect(at(all, 'xds.node.metadata.role', 'root')?.text).toBe('canary');
  expect(at(all, 'request.path', 'proxy_on_log')?.text).toBe('/');
});

test('nothing is read unless it is asked for, and reading changes nothing else', () => {
  const project = projectOf({});
  const { attributes, ...rest } = runModule(quiet, project);
  expect(attributes).toEqual([]);
  const asked = runModule(quiet, project, { attributes: { plugin: 0, exchange: 0, paths } });
  expect({ ...asked, attributes: [] }).toEqual({ ...rest, attributes: [] });
});
