import { expect, test } from 'vitest';
import type { AttributeReading } from '#run/api.ts';
import { attributeRows, filterRows } from './attribute-rows.ts';

function reading(
  name: string,
  callback: string,
  change: Partial<AttributeReading>,
): AttributeReading {
  return {
    path: name.split('.'),
    callback,
    status: 1,
    type: '',
    text: '',
    sizeBytes: 0,
    hex: '',
    why: 'not yet',
    ...change,
  };
}

const value = { status: 0, type: 'string', text: '/a', sizeBytes: 2, hex: '2f 61', why: '' };
const readings = [
  reading('request.path', 'root', { why: 'no stream' }),
  reading('request.path', 'proxy_on_request_headers', value),
  reading('request.path', 'proxy_on_response_headers', {}),
  reading('source.address', 'proxy_on_request_headers', { ...value, text: '1.2.3.4:5' }),
  reading('request.query', 'proxy_on_request_headers', { ...value, text: '', sizeBytes: 0 }),
];

test('a row has the first value, and a mark for each callback', () => {
  const [path, address, query] = attributeRows(readings, { 'source.address': '1.2.3.4:5' }, []);
  expect(path).toMatchObject({
    name: 'request.path',
    text: '/a',
    why: 'not yet',
    marks: { root: '·', proxy_on_request_headers: '●', proxy_on_response_headers: '·' },
    told: 'there in on_request_headers',
    read: false,
    overridden: false,
    canBeOverridden: true,
  });
  expect(address).toMatchObject({ overridden: true, isAddress: true, why: '' });
  expect(query?.marks).toEqual({ proxy_on_request_headers: '○' });
});

test('a map that is still empty gives way to one that is filled', () => {
  const map = { status: 0, type: 'map', why: '' };
  const [row] = attributeRows(
    [
      reading('request.headers', 'proxy_on_context_create', { ...map, sizeBytes: 4 }),
      reading('request.headers', 'proxy_on_request_headers', {
        ...map,
        text: 'a: 1',
        sizeBytes: 17,
      }),
    ],
    {},
    [],
  );
  expect(row).toMatchObject({
    text: 'a: 1',
    sizeBytes: 17,
    marks: { proxy_on_context_create: '○', proxy_on_request_headers: '●' },
  });
});

test('rows are found by name and value, by what was read and what is overridden', () => {
  const asks = {
    kind: 'hostcall',
    name: 'proxy_get_property',
    inputs: [{ name: 'path', text: '"request\\u0000path"' }],
  };
  const rows = attributeRows(readings, { 'source.address': 'x' }, [asks as never]);
  const names = (wanted: string, filter: Parameters<typeof filterRows>[2]): string[] =>
    filterRows(rows, wanted, filter).map((row) => row.name);
  expect(names('PATH', 'all')).toEqual(['request.path']);
  expect(names('1.2.3', 'all')).toEqual(['source.address']);
  expect(names('', 'read')).toEqual(['request.path']);
  expect(names('', 'overridden')).toEqual(['source.address']);
  expect(names('nothing', 'all')).toEqual([]);
});
