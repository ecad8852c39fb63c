// What keeps a real Envoy from playing a scenario, as one sentence without its full stop.

export class EnvoyProblem extends Error {
  override readonly name = 'EnvoyProblem';
}
