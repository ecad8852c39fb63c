// Bad input at the command line: one clear sentence, and nothing has been done.

export class CliProblem extends Error {
  override readonly name = 'CliProblem';
}
