// A hostcall that did not succeed: the status the guest gets, and a sentence that tells the person why.

import type { Status } from '#abi/status.ts';

export class Refusal {
  readonly status: Exclude<Status, 0>;
  readonly why: string;

  constructor(status: Exclude<Status, 0>, why: string) {
    this.status = status;
    this.why = why;
  }
}
