// Whether the real Envoy takes a module for each extension of WebAssembly, as the doctor says; also of those that this Node cannot run.

import type { Check } from './check.ts';
import { type Feature, featureNames } from '#doctor/feature-names.ts';
import { moduleProject } from './conformance/module-cases.ts';
import { featureModules } from './conformance/module-guests/features.ts';
import { scenarioName } from './prepare.ts';
import { validateExports } from './validate.ts';

const featureScenario = (feature: Feature): string => `${feature} loads in Envoy`;

/** One check for each of the wanted extensions. */
export function featureChecks(
  isWanted: (slug: string, scenario: string) => boolean,
  workFolder: string,
): Check[] {
  const wanted = (Object.keys(featureNames) as Feature[]).filter((feature) =>
    isWanted('features', featureScenario(feature)),
  );
  return wanted.map((feature) => ({
    name: scenarioName('features', featureScenario(feature)),
    problem: () => {
      const { project, modules } = moduleProject('features', {
        name: feature,
        modules: [featureModules[feature]],
      });
      return validateExports({ project, modules }, workFolder);
    },
  }));
}
