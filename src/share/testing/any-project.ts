// Any Project that the schema takes, as an arbitrary that follows the schema itself: a new field is covered as soon as it is there.

import fc from 'fast-check';
import { z } from 'zod';
import { type Project, projectSchema } from '#project/schema.ts';

export const anyProject = (): fc.Arbitrary<Project> =>
  arbitrary(projectSchema)
    .map((value) => projectSchema.safeParse(value))
    .filter((parsed) => parsed.success)
    .map(({ data }) => {
      if (data === undefined) throw new Error('a Project that parses has data');
      return data;
    });

/** Lists stay short, since most of them hold other lists. */
const mostItems = 3;

function arbitrary(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodDefault)
    return fc.oneof(fc.constant(undefined), arbitrary(schema.unwrap()));
  if (schema instanceof z.ZodOptional)
    return fc.oneof(fc.constant(undefined), arbitrary(schema.unwrap()));
  if (schema instanceof z.ZodObject) return anyObject(schema);
  if (schema instanceof z.ZodArray)
    return fc.array(arbitrary(schema.element), { minLength: 1, maxLength: mostItems });
  if (schema instanceof z.ZodTuple) return fc.tuple(...schema.def.items.map(arbitrary));
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(
      arbitrary(schema.keyType) as fc.Arbitrary<string>,
      arbitrary(schema.valueType),
      { maxKeys: mostItems, noNullPrototype: true },
    );
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(arbitrary));
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodString) return anyText(schema);
  if (schema instanceof z.ZodNumber) return anyNumber(schema);
  if (schema instanceof z.ZodLazy) return anyJson;
  throw new Error('no arbitrary for a kind of schema that is new in the Project');
}

function anyObject(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const members = Object.entries(shape).map(([name, member]) => [name, arbitrary(member)] as const);
  return fc.record(Object.fromEntries(members), { noNullPrototype: true }).map(withoutAbsent);
}

const withoutAbsent = (value: Record<string, unknown>): unknown =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

/** For members that have to look a certain way. */
const formed = ['filter.ts', 'lib/a-b.ts', 'own.wasm', '3', '/', '/a?b=é', 'ab01'.repeat(16)];

function anyText(schema: z.ZodString): fc.Arbitrary<string> {
  const fitting = formed.filter((text) => schema.safeParse(text).success);
  if (fitting.length < formed.length) return fc.constantFrom(...fitting);
  const special = fc.constantFrom('a "b"\n\\c', '\ud800', '__proto__');
  return fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), special);
}

/** Without -0, which JSON does not have. */
function anyNumber(schema: z.ZodNumber): fc.Arbitrary<number> {
  const min = Math.max(schema.minValue ?? -1e9, -1e9);
  const max = Math.min(schema.maxValue ?? 1e9, 1e9);
  if (schema.isInt) return fc.integer({ min: Math.ceil(min), max: Math.floor(max) });
  return fc.double({ min, max, noNaN: true }).map((number) => number + 0);
}

const anyJson = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
