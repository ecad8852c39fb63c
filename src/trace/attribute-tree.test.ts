import { expect, test } from 'vitest';
import { type AttributeRow, attributeRows } from './attribute-rows.ts';
import { attributeTree, branchesAbove } from './attribute-tree.ts';

function row(name: string, text = ''): AttributeRow {
  const reading = { callback: 'proxy_on_request_headers', sizeBytes: 0, hex: '', why: '' };
  const there = text === '' ? { status: 1, type: '' } : { status: 0, type: 'string' };
  const [made] = attributeRows([{ path: name.split('.'), text, ...reading, ...there }], {}, []);
  if (made === undefined) throw new Error('no row');
  return made;
}

const rows = [
  row('request.path', '/a'),
  row('request.headers', 'x: 1'),
  row('xds.node', 'a message'),
  row('xds.node.id'),
  row('plugin_name', 'hello'),
  row('request.headers.x', '1'),
];

test('branches stand once, in the order in which they are first met, with what is below', () => {
  const lines = attributeTree(rows, () => true);
  expect(lines.map(({ depth, label, open }) => [depth, label, open])).toEqual([
    [0, 'request', true],
    [1, 'path', null],
    [1, 'headers', true],
    [2, 'x', null],
    [0, 'xds', true],
    [1, 'node', true],
    [2, 'id', null],
    [0, 'plugin_name', null],
  ]);
  expect(lines[0]).toMatchObject({ name: 'request', row: null, below: { all: 3, there: 3 } });
  expect(lines[5]).toMatchObject({ name: 'xds.node', below: { all: 1, there: 0 } });
  expect(lines[5]?.row?.text).toBe('a message');
});

test('a folded branch hides what is below, and is asked for by its name', () => {
  const lines = attributeTree(rows, (name) => name === 'request');
  expect(lines.map(({ name }) => name)).toEqual([
    'request',
    'request.path',
    'request.headers',
    'xds',
    'plugin_name',
  ]);
});

test('the branches above an attribute are told from the outermost', () => {
  expect(branchesAbove(['xds', 'node', 'id'])).toEqual(['xds', 'xds.node']);
  expect(branchesAbove(['plugin_name'])).toEqual([]);
});
