// Whether the real Envoy takes a module for each extension of WebAssembly, as the doctor says; also of those that this Node cannot run.

import { type Feature, featureNames } from '#doctor/feature-names.ts';
import { moduleProject } from './conformance/module-cases.ts';
import { featureModules } from './conformance/module-guests/features.ts';
import { validateExports } from './validate.ts';

const featureScenario = (feature: Feature): string => `features / ${feature} loads in Envoy`;

/** What Envoy says against each of the wanted extensions; null where it loads the module. */
export async function featuresInEnvoy(
  only: string,
  workFolder: string,
): Promise<{ name: string; problem: string | null }[]> {
  const wanted = (Object.keys(featureNames) as Feature[]).filter((feature) =>
    featureScenario(feature).includes(only),
  );
  const results: { name: string; problem: string | null }[] = [];
  for (const feature of wanted) {
    const { project, modules } = moduleProject('features', {
      name: feature,
      modules: [featureModules[feature]],
    });
    const problem = await validateExports({ project, modules }, workFolder);
    results.push({ name: featureScenario(feature), problem });
  }
  return results;
}
