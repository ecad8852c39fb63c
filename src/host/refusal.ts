// A hostcall that did not succeed: the status the guest gets, and a sentence that tells the person why.

import type { Status } from '#abi/status.ts';

export class Refusal {
  readonly status: Exclude<Status, 0>;
  readonly why: string;
  /** The places for results are set to 0 all the same. */
  readonly clearsOutputs: boolean;

  constructor(status: Exclude<Status, 0>, why: string, clearsOutputs = false) {
    this.status = status;
    this.why = why;
    this.clearsOutputs = clearsOutputs;
  }

  clearingOutputs(): Refusal {
    return new Refusal(this.status, this.why, true);
  }
}
