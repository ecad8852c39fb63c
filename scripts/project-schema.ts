// The JSON Schema of project files, made from the one definition of the Project.

import { z } from 'zod';
import { projectSchema } from '#project/schema.ts';

export const schemaFile = new URL('../public/project.schema.json', import.meta.url);

export function schemaText(): string {
  const schema = z.toJSONSchema(projectSchema, { io: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ title: 'Sluice project', ...schema }, null, 2)}\n`;
}
