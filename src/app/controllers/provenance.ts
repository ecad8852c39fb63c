// What the README of a download tells of its making: versions, and a link that opens the project again.

import type { Provenance } from '#bundle/bundle.ts';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';
import { ASC_VERSION } from '#compile/release-layout.ts';
import type { Project } from '#project/schema.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { findSecrets, knownSamples } from '#share/secrets/find-secrets.ts';
import { writeLink } from '#share/write-link.ts';

/** No link where the project is too large for one, or holds what looks secret: a README goes from hand to hand. */
export async function provenance(project: Project, page: string): Promise<Provenance> {
  const dictionary = await newestDictionary();
  const hasSecrets = findSecrets(project, knownSamples(dictionary)).length > 0;
  const fragment = hasSecrets ? null : writeLink(project, dictionary);
  return {
    madeWith: [`Sluice ${SLUICE_VERSION} and its SDK`, `AssemblyScript ${ASC_VERSION} (asc)`],
    link: fragment === null ? null : `${page.replace(/#.*$/, '')}#${fragment}`,
  };
}
