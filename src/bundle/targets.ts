// The table of bundle targets: the command line and the page offer what stands here, in this order.

import { BundleProblem } from './problem.ts';
import type { BundleTarget } from './target.ts';
import { dockerTarget } from './targets/docker.ts';
import { envoyGatewayTarget } from './targets/envoy-gateway.ts';
import { envoyTarget } from './targets/envoy.ts';
import { githubActionsTarget } from './targets/github-actions.ts';
import { higressTarget } from './targets/higress.ts';
import { istioTarget } from './targets/istio.ts';
import { kubernetesTarget } from './targets/kubernetes.ts';
import { ociImageTarget } from './targets/oci-image.ts';
import { serviceExtensionsTarget } from './targets/service-extensions.ts';

export const targets: readonly BundleTarget[] = [
  envoyTarget,
  dockerTarget,
  ociImageTarget,
  istioTarget,
  envoyGatewayTarget,
  higressTarget,
  kubernetesTarget,
  githubActionsTarget,
  serviceExtensionsTarget,
];

/** Throws a BundleProblem that lists the names there are. */
export function targetNamed(name: string): BundleTarget {
  const target = targets.find((one) => one.name === name);
  if (target !== undefined) return target;
  throw new BundleProblem(
    `There is no bundle target "${name}"; there are ${targets.map((one) => one.name).join(', ')}.`,
  );
}
