// What a Project may hold although no Envoy could load it: said in one sentence, before any file is made.

/** Bad input of the person, not a defect: its message names the field. */
export class BundleProblem extends Error {
  override readonly name = 'BundleProblem';
}
