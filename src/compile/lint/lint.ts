// The lints: what compiles and still goes wrong in Envoy, found in the syntax tree that asc has made anyway.

import type { Diagnostic } from '../api.ts';
import { type TextOf, toRange } from '../diagnostics.ts';
import { SOURCE_FOLDER } from '../layout.ts';
import type { AscSource } from './ast.ts';
import { factsOf } from './facts.ts';
import { hostForAuthority } from './host-for-authority.ts';
import { lateHeaderChange } from './late-header-change.ts';
import { misspeltCallback } from './misspelt-callback.ts';
import { neverResumed } from './never-resumed.ts';
import { partialBody } from './partial-body.ts';
import { perVmState } from './per-vm-state.ts';
import { removedProperty } from './removed-property.ts';
import type { Rule } from './rule.ts';
import { staleContentLength } from './stale-content-length.ts';

export const rules: readonly Rule[] = [
  lateHeaderChange,
  neverResumed,
  staleContentLength,
  hostForAuthority,
  partialBody,
  removedProperty,
  perVmState,
  misspeltCallback,
];

/** What the rules find in the person's own files. */
export function lint(sources: readonly AscSource[], textOf: TextOf): Diagnostic[] {
  const isOwn = ({ normalizedPath }: AscSource): boolean =>
    normalizedPath.startsWith(SOURCE_FOLDER);
  const isSdk = ({ normalizedPath }: AscSource): boolean => /^~lib\/.*proxy/.test(normalizedPath);
  const facts = factsOf(sources.filter(isOwn), sources.filter(isSdk));
  return rules.flatMap(({ name, severity, find }) =>
    find(facts).map(({ message, range }) => ({
      severity,
      source: 'sluice' as const,
      code: name,
      message,
      range: toRange(range, textOf(range.source.normalizedPath)),
      related: null,
    })),
  );
}
