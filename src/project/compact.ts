// A Project without what the schema fills in by itself: as short as a person would write it, and parsed it is the same again.

import { z } from 'zod';
import { type Project, type ProjectInput, projectSchema } from './schema.ts';

/** Members come in the order of the schema. */
export function compactProject(project: Project): ProjectInput {
  return compact(projectSchema, project) as ProjectInput;
}

function compact(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return compact(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => compact(schema.element, item));
  if (!isObject(value)) return value;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find((one) => takes(one, schema.def.discriminator, value));
    return option === undefined ? value : compact(option, value);
  }
  if (schema instanceof z.ZodRecord)
    return mapMembers(value, (member) => compact(schema.valueType, member));
  if (schema instanceof z.ZodObject) return compactObject(schema, value);
  return value;
}

function compactObject(schema: z.ZodObject, value: Record<string, unknown>): unknown {
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const members = Object.entries(shape).flatMap(([name, member]) => {
    const held = value[name];
    if (held === undefined || isDefault(member, held)) return [];
    return [[name, compact(member, held)]];
  });
  return Object.fromEntries(members) as unknown;
}

/** Members in another order are not taken for the default, which costs some letters and no meaning. */
function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  return (
    schema instanceof z.ZodDefault &&
    JSON.stringify(value) === JSON.stringify(schema.def.defaultValue)
  );
}

function takes(
  option: z.core.$ZodType,
  discriminator: string,
  value: Record<string, unknown>,
): boolean {
  if (!(option instanceof z.ZodObject)) return false;
  const shape: Record<string, z.core.$ZodType> = option.shape;
  const member = shape[discriminator];
  return (
    member instanceof z.ZodLiteral && [...member.values].some((one) => one === value[discriminator])
  );
}

/** `Object.fromEntries`, since a member may be called `__proto__`. */
function mapMembers(
  value: Record<string, unknown>,
  change: (member: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
