// What the form for an assertion asks for, by subject and comparison, and what is wrong with an answer.

import type { Expectation } from '#project/schema.ts';

interface KeyWords {
  label: string;
  /** False when everything is meant without one. */
  needed: boolean;
}

const keys: Partial<Record<Expectation['subject'], KeyWords>> = {
  'client.header': { label: 'Header', needed: true },
  'upstream.header': { label: 'Header', needed: true },
  'call.count': { label: 'Cluster', needed: false },
  'call.header': { label: 'Cluster and header', needed: true },
  'call.body': { label: 'Cluster', needed: false },
  log: { label: 'Level', needed: false },
  hostcall: { label: 'Hostcall', needed: false },
  metric: { label: 'Metric', needed: true },
  'shared-data': { label: 'Key', needed: true },
};

/** Null when the subject has no key. */
export function keyWords(subject: Expectation['subject']): KeyWords | null {
  return keys[subject] ?? null;
}

/** A sentence about the first thing that does not hold, or null. */
export function assertionProblem({ subject, key, compare, value }: Expectation): string | null {
  const words = keyWords(subject);
  if (words?.needed === true && key.trim() === '') return `${words.label} is missing.`;
  if (subject === 'call.header' && !/^\S+\s+\S+$/.test(key.trim()))
    return 'Cluster and header are two words, such as "auth x-user".';
  const text = String(value);
  switch (compare) {
    case 'count':
      return /^\d+$/.test(text) ? null : 'A count is a whole number.';
    case 'matches':
      return complaint(() => new RegExp(text, 'u'), 'No regular expression');
    case 'json':
      return complaint(() => JSON.parse(text), 'No JSON');
    case 'contains':
      return text === '' ? 'Every text contains the empty one: say what is to be in it.' : null;
    case 'equals':
    case 'absent':
      return null;
  }
}

function complaint(read: () => unknown, what: string): string | null {
  try {
    read();
    return null;
  } catch (error) {
    return `${what}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
