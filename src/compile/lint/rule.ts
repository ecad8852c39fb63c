// What a lint is, and what it finds.

import type { AscRange } from '../asc.ts';
import type { Facts } from './facts.ts';

export interface Finding {
  /** What goes wrong, and the cure. */
  message: string;
  range: AscRange;
}

export interface Rule {
  /** Shown where the compiler shows its number. */
  name: string;
  severity: 'warning' | 'info';
  find(facts: Facts): Finding[];
}
