// A hostcall that did not succeed: the status the guest gets (an errno from WASI), and a sentence that tells the person why.

import type { Status } from '#abi/status.ts';
import type { WasiErrno } from '#abi/wasi-errno.ts';

export type FailureCode = Exclude<Status | WasiErrno, 0>;

export class Refusal {
  readonly status: FailureCode;
  readonly why: string;
  /** The places for results are set to 0 all the same. */
  readonly clearsOutputs: boolean;

  constructor(status: FailureCode, why: string, clearsOutputs = false) {
    this.status = status;
    this.why = why;
    this.clearsOutputs = clearsOutputs;
  }

  clearingOutputs(): Refusal {
    return new Refusal(this.status, this.why, true);
  }
}
