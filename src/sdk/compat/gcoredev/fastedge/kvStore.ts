// `…/assembly/fastedge/kvStore`: Envoy has no key-value store, so none can be opened here.

import { missing } from './missing';

/** A store of FastEdge. */
export class KvStore {
  private constructor(private handle: u32) {}

  /** Opens a store; `null` here. */
  static open(storeName: string): KvStore | null {
    missing('KvStore.open("' + storeName + '")');
    return null;
  }

  /** The value of a key; `null` when there is none. */
  get(key: string): ArrayBuffer | null {
    missing('KvStore.get');
    return null;
  }

  /** The keys that fit a pattern. */
  scan(pattern: string): Array<string> {
    missing('KvStore.scan');
    return [];
  }

  /** The values of a sorted set whose score is in a range. */
  zrangeByScore(key: string, min: f64, max: f64): Array<ValueScoreTuple> {
    missing('KvStore.zrangeByScore');
    return [];
  }

  /** The values of a sorted set that fit a pattern. */
  zscan(key: string, pattern: string): Array<ValueScoreTuple> {
    missing('KvStore.zscan');
    return [];
  }

  /** Whether a Bloom filter has an item. */
  bfExists(key: string, item: string): bool {
    missing('KvStore.bfExists');
    return false;
  }

  getHandle(): u32 {
    return this.handle;
  }
}

/** A value of a sorted set with its score. */
export class ValueScoreTuple {
  constructor(
    public value: ArrayBuffer,
    public score: number,
  ) {}
}
