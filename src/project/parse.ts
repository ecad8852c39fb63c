// Reads a Project from outside (a file, saved work, later a link) and says in one sentence per field what is wrong with it.

import { type Project, projectSchema } from './schema.ts';

export interface FieldProblem {
  /** Dotted path of the field, such as `scenarios.0.exchanges.0.request.method`; empty for the whole document. */
  path: string;
  message: string;
}

export type ParsedProject =
  | { ok: true; project: Project }
  | { ok: false; problems: FieldProblem[] };

/** Checks a value that claims to be a Project and fills in the defaults. Never throws. */
export function parseProject(value: unknown): ParsedProject {
  const parsed = projectSchema.safeParse(value);
  if (parsed.success) return { ok: true, project: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    })),
  };
}
