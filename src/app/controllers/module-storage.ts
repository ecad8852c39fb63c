// Modules that were compiled elsewhere, by their hash: in memory for this visit, and in the browser's database for the next ones.

import { createStore, del, delMany, get, set, update } from 'idb-keyval';

export interface KeptModule {
  /** Of the file that it came from. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface ModuleStorage {
  /** Null when this browser has no module of that hash. */
  find(sha256: string): Promise<KeptModule | null>;
  /** Null when it is kept; else why it is there for this visit alone. */
  keep(sha256: string, module: KeptModule): Promise<string | null>;
  /** Takes those that are not `wanted` out of the database, and says how many. They stay for this visit. */
  dropOthers(wanted: readonly string[]): Promise<number>;
}

/** So many of the last ones stay; they are large, and their files are elsewhere. */
const mostModules = 20;
const orderKey = 'order';

export function createModuleStorage(): ModuleStorage {
  const database = createStore('sluice-modules', 'modules');
  const inMemory = new Map<string, KeptModule>();

  async function write(sha256: string, module: KeptModule): Promise<void> {
    await set(sha256, module, database);
    let gone: string[] = [];
    await update<string[]>(
      orderKey,
      (order) => {
        const newestFirst = [sha256, ...(order ?? []).filter((one) => one !== sha256)];
        gone = newestFirst.slice(mostModules);
        return newestFirst.slice(0, mostModules);
      },
      database,
    );
    await Promise.all(gone.map((one) => del(one, database)));
  }

  return {
    async find(sha256) {
      const known = inMemory.get(sha256);
      if (known !== undefined) return known;
      const kept = await get<KeptModule>(sha256, database).catch(() => undefined);
      if (kept === undefined) return null;
      inMemory.set(sha256, kept);
      return kept;
    },
    async dropOthers(wanted) {
      const order = (await get<string[]>(orderKey, database)) ?? [];
      const gone = order.filter((one) => !wanted.includes(one));
      await delMany(gone, database);
      await set(
        orderKey,
        order.filter((one) => wanted.includes(one)),
        database,
      );
      return gone.length;
    },
    async keep(sha256, module) {
      inMemory.set(sha256, module);
      try {
        await write(sha256, module);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}
