// Whatever stands in a file is either in the Project or listed: a field that nobody knows is listed wherever it stands, and no value can be
// changed without a difference in one of the two.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { envoyJson } from '#bundle/envoy-yaml.ts';
import { readExample } from '#examples/node.ts';
import { readBootstrap } from './read-bootstrap.ts';
import { readYaml } from './read-yaml.ts';
import { sample } from './testing/samples.ts';
import { type Json, jsonOf } from './tree.ts';

const configurations: Json[] = [
  jsonOf(readYaml(sample('gateway.yaml'))),
  JSON.parse(sample('camel-case.json')) as Json,
  JSON.parse(envoyJson(readExample('canary-metadata'))) as Json,
];

type Step = string | number;

interface Place {
  steps: Step[];
  value: Json;
}

function placesIn(value: Json, steps: Step[] = []): Place[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          placesIn(member, [...steps, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [{ steps, value }, ...inside];
}

function changed(value: Json, [step, ...steps]: Step[], to: (value: Json) => Json): Json {
  if (step === undefined) return to(value);
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? changed(item, steps, to) : item));
  const object = value as { [key: string]: Json };
  return { ...object, [step]: changed(object[step] ?? null, steps, to) };
}

const pathText = (steps: readonly Step[]): string =>
  steps
    .map((step) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[A-Za-z_]\w*$/.test(step)
          ? `.${step}`
          : `[${JSON.stringify(step)}]`,
    )
    .join('')
    .replace(/^\./, '');

const read = (value: Json) => readBootstrap(JSON.stringify(value), 'json');

const isMap = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps whose keys are the person's: what is added there becomes part of the Project. */
const isFree = (steps: readonly Step[]): boolean =>
  steps.some((step, index) =>
    typeof step === 'string'
      ? /^(filter_?metadata|key_?values|allowed_?capabilities)$/i.test(step) ||
        (step === 'metadata' && steps[index - 1] === 'node') ||
        (step === 'value' && steps[index - 1] === 'configuration')
      : false,
  );

const everyPlace = configurations.flatMap((whole) =>
  placesIn(whole).map((place) => ({ whole, ...place })),
);

it('a field that nobody knows is listed wherever it stands', () => {
  for (const { whole, steps, value } of everyPlace) {
    if (!isMap(value) || isFree(steps)) continue;
    for (const name of ['zz_unknown', 'zzUnknown', 'z.z']) {
      const result = read(changed(whole, steps, () => ({ ...value, [name]: { some: ['thing'] } })));
      const path = pathText([...steps, name]);
      if (!result.ok) throw new Error(`${path}: ${result.problem}`);
      const listed = result.unmodelled.filter((one) => path.startsWith(one.path));
      expect(listed, `${path} is listed`).toHaveLength(1);
    }
  }
});

/** Names that Envoy itself does not look at. */
const isIdle = (steps: readonly Step[]): boolean =>
  (steps.at(-1) === 'name' && /^(http_?)?filters$/i.test(String(steps.at(-3)))) ||
  /^cluster_?name$/i.test(String(steps.at(-1)));

it('no value can be changed without a difference in the Project or the list', () => {
  for (const { whole, steps, value } of everyPlace) {
    if (typeof value === 'object' || isIdle(steps)) continue;
    const before = read(whole);
    if (!before.ok) throw new Error(before.problem);
    if (before.unmodelled.some(({ path }) => pathText(steps).startsWith(path))) continue;
    const after = read(changed(whole, steps, () => otherThan(value)));
    expect(after, pathText(steps)).not.toEqual(before);
  }
});

function otherThan(value: string | number | boolean | null): Json {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : `${value}0`;
}

it('whatever stands in a file, it is a project or a sentence', () => {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom<Json>([], {}, null, ''));
  const place = fc.constantFrom(...everyPlace);
  fc.assert(
    fc.property(place, anything, ({ whole, steps }, value) => {
      const read = readBootstrap(
        JSON.stringify(changed(whole, steps, () => value as Json)),
        'json',
      );
      if (!read.ok) expect(read.problem).toMatch(/^\S.*\.$/s);
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readBootstrap(text, 'yaml')));
});
