// Bad input at the command line: one clear sentence, and nothing has been done.

/** Where what is bad stands; what is not known is left out. */
export interface ProblemPlace {
  file?: string;
  /** Dotted path of a field. */
  field?: string;
  line?: number;
  column?: number;
}

export class CliProblem extends Error {
  override readonly name = 'CliProblem';
  readonly place: ProblemPlace;

  constructor(message: string, place: ProblemPlace = {}) {
    super(message);
    this.place = place;
  }
}

/** As `--json` tells it. */
export function problemFacts(error: Error): Record<string, unknown> {
  const place = error instanceof CliProblem ? error.place : {};
  const { file = null, field = null, line = null, column = null } = place;
  return { message: error.message, file, field, line, column };
}
