// What a person chooses for a bundle besides the Project: versions and names of the place it goes to.

import { BundleProblem } from './problem.ts';

export const envoyVersions = [
  '1.40',
  '1.39',
  '1.38',
  '1.37',
  '1.36',
  '1.35',
  '1.34',
  '1.33',
] as const;
export type EnvoyVersion = (typeof envoyVersions)[number];

/** Where in a chain of filters the resources of Istio and Higress put a plugin. */
export const phases = ['UNSPECIFIED_PHASE', 'AUTHN', 'AUTHZ', 'STATS'] as const;
export type Phase = (typeof phases)[number];

export interface TargetOptions {
  envoyVersion: EnvoyVersion;
  /** Reference of the image with the module, without a scheme; a chain's further modules get their number behind its name. */
  image: string;
  namespace: string;
  /** Value of the label `app` of the pods that get the filter, or the name of the Gateway. */
  workload: string;
  /** Name of the secret for a registry that asks who one is, or empty for one that does not. */
  pullSecret: string;
  phase: Phase;
}

export const defaultOptions: TargetOptions = {
  envoyVersion: '1.40',
  image: 'registry.example.com/filter:1.0.0',
  namespace: 'default',
  workload: 'gateway',
  pullSecret: '',
  phase: 'UNSPECIFIED_PHASE',
};

const fieldNames = { namespace: 'namespace', workload: 'workload', pullSecret: 'pull secret' };
const nameOfKubernetes = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const imageReference = /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)+:[\w][\w.-]{0,127}$/;

/** Options that are one of a few. */
export const optionChoices = { envoyVersion: envoyVersions, phase: phases } as const;

/** Texts of a form or a command line as options. Throws a BundleProblem that names the option. */
export function readOptions(
  texts: Readonly<Partial<Record<keyof TargetOptions, string>>>,
): TargetOptions {
  const options = { ...defaultOptions, ...texts };
  const envoyVersion = envoyVersions.find((version) => version === options.envoyVersion);
  if (envoyVersion === undefined) {
    throw new BundleProblem(
      `There is no bundle for Envoy "${options.envoyVersion}"; there are ${envoyVersions.join(', ')}.`,
    );
  }
  if (!imageReference.test(options.image)) {
    throw new BundleProblem(
      `The image "${options.image}" is no reference such as ${defaultOptions.image}: registry, name and tag, without a scheme.`,
    );
  }
  const phase = phases.find((one) => one === options.phase);
  if (phase === undefined) {
    throw new BundleProblem(
      `There is no phase "${options.phase}"; there are ${phases.join(', ')}.`,
    );
  }
  for (const field of ['namespace', 'workload', 'pullSecret'] as const) {
    if (field === 'pullSecret' && options.pullSecret === '') continue;
    if (!nameOfKubernetes.test(options[field])) {
      throw new BundleProblem(
        `The ${fieldNames[field]} "${options[field]}" is no name of Kubernetes: lower case letters, digits and "-", at most 63.`,
      );
    }
  }
  return { ...options, envoyVersion, phase };
}
