// What the extensions that a module uses mean for where it can run.

import type { Finding } from './examination.ts';
import { featureNames } from './feature-names.ts';
import type { FeatureReport } from './features.ts';
import { inWords } from './words.ts';

export function featureFindings(
  { features, complete }: FeatureReport,
  envoyLines: readonly string[],
): Finding[] {
  const rare = features.filter((feature) => !featureNames[feature].everywhere);
  const findings: Finding[] = [];
  if (rare.length > 0) {
    const names = inWords(rare.map((feature) => featureNames[feature].name));
    const refusedHere = envoyLines.some((line) => line.includes('Failed to load Wasm bytecode'));
    findings.push({
      id: 'features',
      severity: 'note',
      what: refusedHere
        ? `It uses ${names}. Envoy 1.40 knows that; the engine that Sluice runs on here may not, and then Envoy's refusal above is not Envoy's but this engine's.`
        : `It uses ${names}. Envoy 1.40 loads that; other proxy-wasm hosts, and an Envoy with another engine than V8, may not.`,
      cure: refusedHere
        ? 'Try a newer browser (or Node), or build without it.'
        : 'Nothing to do for Envoy. For other hosts build without it.',
      envoyLine: null,
    });
  }
  if (!complete) {
    findings.push({
      id: 'unknown-instructions',
      severity: 'note',
      what: 'It has instructions that the doctor does not know, so the list of extensions may be short of some.',
      cure: '',
      envoyLine: null,
    });
  }
  return findings;
}
