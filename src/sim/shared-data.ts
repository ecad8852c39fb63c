// Envoy's shared data: one store for the process, values by VM id and key, each with the number that names its latest state.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { SharedDataServices } from '#host/services.ts';

interface SharedValue {
  value: Uint8Array;
  cas: number;
}

export class SharedData {
  readonly #stores = new Map<ByteString, Map<ByteString, SharedValue>>();
  /** One count for the whole process: every value that is set, whatever its key, gets the next number. */
  #lastCas = 0;

  /** What VMs of that id see. */
  of(vmId: ByteString): SharedDataServices {
    return {
      get: (key) => this.#stores.get(vmId)?.get(key) ?? this.#absent(vmId, key),
      set: (key, value, cas) => this.#set(vmId, key, value, cas),
    };
  }

  #absent(vmId: ByteString, key: ByteString): Refusal {
    const keys = [...(this.#stores.get(vmId)?.keys() ?? [])].map((name) => `"${textOf(name)}"`);
    const has = keys.length === 0 ? 'nothing has been set' : `there is ${keys.join(', ')}`;
    return new Refusal(
      Status.NOT_FOUND,
      `no VM with the id "${textOf(vmId)}" has set "${textOf(key)}"; ${has}`,
    );
  }

  #set(vmId: ByteString, key: ByteString, value: Uint8Array, cas: number): Refusal | null {
    const store = this.#stores.get(vmId) ?? new Map<ByteString, SharedValue>();
    const known = store.get(key);
    if (known !== undefined && cas !== 0 && cas !== known.cas) {
      return new Refusal(
        Status.CAS_MISMATCH,
        `"${textOf(key)}" was expected with cas ${cas} and has ${known.cas}: it has been set since`,
      );
    }
    this.#stores.set(vmId, store);
    this.#lastCas++;
    store.set(key, { value, cas: this.#lastCas });
    return null;
  }

  /** Everything that is there, in the order in which it was first set. */
  *entries(): Generator<{ vmId: ByteString; key: ByteString } & SharedValue> {
    for (const [vmId, store] of this.#stores)
      for (const [key, entry] of store) yield { vmId, key, ...entry };
  }
}
