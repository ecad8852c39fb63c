// What may be chosen for a target.

import { expect, it } from 'vitest';
import { readOptions } from './target-options.ts';

it.each([
  [{ envoyVersion: '1.12' }, 'There is no bundle for Envoy "1.12"; there are 1.40, 1.39'],
  [{ image: 'oci://x/y:1' }, 'is no reference such as registry.example.com/filter:1.0.0'],
  [{ image: 'x/y' }, 'The image "x/y" is no reference'],
  [{ namespace: 'A b' }, 'The namespace "A b" is no name of Kubernetes'],
  [{ workload: '' }, 'The workload "" is no name of Kubernetes'],
  [{ pullSecret: 'My Secret' }, 'The pull secret "My Secret" is no name of Kubernetes'],
  [{ phase: 'LAST' }, 'There is no phase "LAST"; there are UNSPECIFIED_PHASE, AUTHN'],
])('%j are refused with a sentence', (texts, message) => {
  expect(() => readOptions(texts)).toThrow(message);
});
