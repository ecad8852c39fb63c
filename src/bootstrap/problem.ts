// What makes a file unreadable as Envoy's configuration, in a sentence for the person whose file it is.

export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}
