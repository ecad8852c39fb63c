// What projects are kept in: records under keys, changed in transactions. In the browser its own database, in tests a map.

import { createStore, promisifyRequest } from 'idb-keyval';

export interface Records {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Those whose key begins with `prefix`, in the order of their keys. */
  all(prefix: string): Promise<[key: string, value: unknown][]>;
}

export interface RecordStore {
  /** All of it happens or nothing, and nobody else writes meanwhile. Only what is asked of `records` may be waited for. */
  transact<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

export function browserRecords(): RecordStore {
  const open = createStore('sluice-projects', 'records');
  return {
    transact: (work) =>
      open('readwrite', async (store) => {
        const done = promisifyRequest(store.transaction);
        // Whoever waits for the work hears of it; this promise is then nobody's.
        done.catch(() => {});
        try {
          const result = await work(recordsIn(store));
          await done;
          return result;
        } catch (error) {
          abort(store.transaction);
          throw error;
        }
      }),
  };
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself, which is how a full disk shows.
  }
}

function recordsIn(store: IDBObjectStore): Records {
  return {
    get: (key) => promisifyRequest<unknown>(store.get(key)),
    put: async (key, value) => {
      await promisifyRequest(store.put(value, key));
    },
    remove: (key) => promisifyRequest(store.delete(key)),
    async all(prefix) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [keys, values] = await Promise.all([
        promisifyRequest(store.getAllKeys(range)),
        promisifyRequest<unknown[]>(store.getAll(range)),
      ]);
      return keys.map((key, index) => [key as string, values[index]]);
    },
  };
}
