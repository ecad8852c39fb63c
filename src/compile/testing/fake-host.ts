// A stand-in for a host, for tests of the SDK alone: it answers from plain tables and remembers what it was asked.

type Guest = Record<string, (...args: number[]) => number>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

export type Bytes = string | Uint8Array;

export class FakeHost {
  /** One line per hostcall that changes something, in order: `proxy_log 2 text`. */
  readonly calls: string[] = [];
  /** Names of all hostcalls, in order. */
  readonly names: string[] = [];
  /** Values by path, its parts joined by dots. */
  readonly properties = new Map<string, Bytes>();
  /** Buffers by type. */
  readonly buffers = new Map<number, Bytes>();
  /** Maps by type. */
  readonly maps = new Map<number, [string, Bytes][]>();
  /** Variables as `NAME=value`. */
  readonly environment: string[] = [];
  /** What happens while a name is asked for. */
  whenAsked: () => void = () => {};
  /** What foreign functions answer, by name. */
  readonly foreign = new Map<string, Bytes>();
  /** Keys of shared data that were never set. */
  readonly missingData = new Set<string>();
  /** Statuses that calls answer instead of what they would, by name. */
  readonly statuses = new Map<string, number>();
  /** Blocks given to the guest. */
  allocated = 0;
  clockNs = 0n;
  logLevel = 0;
  private guest: Guest = {};
  private memory = new WebAssembly.Memory({ initial: 1 });

  load(module: Uint8Array<ArrayBuffer>): Guest {
    const compiled = new WebAssembly.Module(module);
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(compiled)) {
      const functions = (imports[from] ??= {});
      functions[name] = (...args: (number | bigint)[]) => this.answer(name, args.map(Number));
    }
    const { exports } = new WebAssembly.Instance(compiled, imports);
    this.guest = exports as unknown as Guest;
    this.memory = exports['memory'] as WebAssembly.Memory;
    this.call('_initialize');
    return this.guest;
  }

  /** Calls an export that must be there; numbers come back unsigned. */
  call(name: string, ...args: number[]): number {
    const callback = this.guest[name];
    if (callback === undefined) throw new Error(`The guest has no ${name}.`);
    return callback(...args) >>> 0;
  }

  /** The usual start: one root context, whose id is 1. */
  start(rootId = ''): void {
    this.properties.set('plugin_root_id', rootId);
    this.call('proxy_on_context_create', 1, 0);
    this.call('proxy_on_vm_start', 1, 0);
    this.call('proxy_on_configure', 1, 0);
  }

  text(ptr: number, size: number): string {
    return decoder.decode(this.bytes(ptr, size));
  }

  private bytes(ptr: number, size: number): Uint8Array {
    return new Uint8Array(this.memory.buffer).slice(ptr, ptr + size);
  }

  private write32(ptr: number, value: number): void {
    new DataView(this.memory.buffer).setUint32(ptr, value, true);
  }

  private give(value: Bytes, returnPtr: number, returnSize: number): number {
    const bytes = typeof value === 'string' ? encoder.encode(value) : value;
    let ptr = 0;
    if (bytes.length > 0) {
      this.allocated++;
      // Envoy too asks for `malloc` first.
      const allocator = this.guest['malloc'] ? 'malloc' : 'proxy_on_memory_allocate';
      ptr = this.call(allocator, bytes.length);
      new Uint8Array(this.memory.buffer).set(bytes, ptr);
    }
    this.write32(returnPtr, ptr);
    this.write32(returnSize, bytes.length);
    return 0;
  }

  /** A list of pairs as the host sends it. */
  pairs(pairs: [string, Bytes][]): Uint8Array {
    const parts = pairs.map((pair) =>
      pair.map((one) => (typeof one === 'string' ? encoder.encode(one) : one)),
    );
    const numbers = [parts.length, ...parts.flatMap((pair) => pair.map((one) => one.length))];
    const head = new Uint8Array(new Uint32Array(numbers).buffer);
    const bytes = new Uint8Array(numbers.slice(1).reduce((sum, one) => sum + one + 1, head.length));
    bytes.set(head);
    let at = head.length;
    for (const one of parts.flat()) {
      bytes.set(one, at);
      at += one.length + 1;
    }
    return bytes;
  }

  private decodePairs(ptr: number, size: number): string {
    if (size === 0) return '[]';
    const view = new DataView(this.memory.buffer, ptr, size);
    const count = view.getUint32(0, true);
    let at = 4 + 8 * count;
    const pairs = Array.from({ length: count }, (_, index) =>
      [0, 4].map((half) => {
        const length = view.getUint32(4 + 8 * index + half, true);
        const text = this.text(ptr + at, length);
        if (view.getUint8(at + length) !== 0) throw new Error('A pair lacks its NUL.');
        at += length + 1;
        return text;
      }),
    );
    if (at !== size) throw new Error('There are bytes behind the pairs.');
    return JSON.stringify(pairs);
  }

  private environmentBytes(): Uint8Array {
    return encoder.encode(this.environment.map((text) => `${text}\0`).join(''));
  }

  private answer(name: string, args: number[]): number {
    this.names.push(name);
    const status = this.statuses.get(name);
    if (status !== undefined) return status;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    const note = (...parts: (string | number)[]) => {
      this.calls.push([name, ...parts].join(' '));
      return 0;
    };
    switch (name) {
      case 'proxy_log':
        return note(a, this.text(b, c));
      case 'proxy_get_log_level':
        this.write32(a, this.logLevel);
        return 0;
      case 'proxy_get_property': {
        const value = this.properties.get(this.text(a, b).replaceAll('\0', '.'));
        return value === undefined ? 1 : this.give(value, c, d);
      }
      case 'proxy_set_property':
        return note(this.text(a, b), this.text(c, d));
      case 'proxy_get_buffer_bytes': {
        const value = this.buffers.get(a);
        if (value === undefined) return 1;
        const bytes = typeof value === 'string' ? encoder.encode(value) : value;
        return this.give(bytes.slice(b, b + c), d, e);
      }
      case 'proxy_get_buffer_status': {
        const value = this.buffers.get(a);
        if (value === undefined) return 1;
        this.write32(b, typeof value === 'string' ? encoder.encode(value).length : value.length);
        this.write32(c, 0);
        return 0;
      }
      case 'proxy_set_buffer_bytes':
        return note(a, b, c, latin1.decode(this.bytes(d, e)));
      case 'proxy_get_header_map_value': {
        const key = this.text(b, c).toLowerCase();
        const map = this.maps.get(a);
        if (map === undefined) return 2;
        const found = map.find(([one]) => one === key);
        return found === undefined ? 1 : this.give(found[1], d, e);
      }
      case 'proxy_get_header_map_pairs': {
        const map = this.maps.get(a) ?? [];
        return this.give(map.length === 0 ? '' : this.pairs(map), b, c);
      }
      case 'proxy_get_header_map_size':
        if (!this.maps.has(a)) return 2;
        this.write32(b, 42);
        return 0;
      case 'proxy_add_header_map_value':
      case 'proxy_replace_header_map_value':
        return note(a, this.text(b, c), this.text(d, e));
      case 'proxy_remove_header_map_value':
        return note(a, this.text(b, c));
      case 'proxy_set_header_map_pairs':
        return note(a, this.decodePairs(b, c));
      case 'proxy_send_local_response':
        return note(
          a,
          this.text(b, c),
          latin1.decode(this.bytes(d, e)),
          this.decodePairs(f, args[6] ?? 0),
          (args[7] ?? 0) | 0,
        );
      case 'proxy_http_call':
        this.write32(args[9] ?? 0, 4);
        return note(
          this.text(a, b),
          this.decodePairs(c, d),
          latin1.decode(this.bytes(e, f)),
          this.decodePairs(args[6] ?? 0, args[7] ?? 0),
          args[8] ?? 0,
        );
      case 'proxy_get_status':
        this.write32(a, 11);
        return this.give('reset', b, c);
      case 'proxy_get_current_time_nanoseconds':
      case 'clock_time_get':
        new DataView(this.memory.buffer).setBigUint64(args.at(-1) ?? 0, this.clockNs, true);
        return 0;
      case 'environ_sizes_get':
        this.write32(a, this.environment.length);
        this.write32(b, this.environmentBytes().length);
        return 0;
      case 'environ_get': {
        let at = b;
        for (const [index, text] of this.environment.entries()) {
          this.write32(a + 4 * index, at);
          at += encoder.encode(text).length + 1;
        }
        new Uint8Array(this.memory.buffer).set(this.environmentBytes(), b);
        return 0;
      }
      case 'random_get':
        new Uint8Array(this.memory.buffer).fill(7, a, a + b);
        return 0;
      case 'proxy_set_effective_context':
      case 'proxy_continue_stream':
      case 'proxy_close_stream':
      case 'proxy_set_tick_period_milliseconds':
        return note(a);
      case 'proxy_get_shared_data':
        if (this.missingData.has(this.text(a, b))) return 1;
        this.write32(e, 9);
        return this.give(`value of ${this.text(a, b)}`, c, d);
      case 'proxy_set_shared_data':
        return note(this.text(a, b), latin1.decode(this.bytes(c, d)), e);
      case 'proxy_register_shared_queue':
        this.write32(c, 3);
        return note(this.text(a, b));
      case 'proxy_resolve_shared_queue':
        this.write32(e, 4);
        return note(JSON.stringify(this.text(a, b)), this.text(c, d));
      case 'proxy_enqueue_shared_queue':
        return note(a, latin1.decode(this.bytes(b, c)));
      case 'proxy_dequeue_shared_queue':
        return this.give(`from ${a}`, b, c);
      case 'proxy_define_metric':
        this.write32(d, 6);
        return note(a, this.text(b, c));
      case 'proxy_increment_metric':
      case 'proxy_record_metric':
        return note(a, b);
      case 'proxy_get_metric':
        new DataView(this.memory.buffer).setBigUint64(b, 12n, true);
        return 0;
      case 'proxy_call_foreign_function': {
        const called = this.text(a, b);
        const answer = this.foreign.get(called);
        note(called, latin1.decode(this.bytes(c, d)));
        return answer === undefined ? 1 : this.give(answer, e, f);
      }
      case 'envoy_resolve_dns':
        this.write32(c, 5);
        note(this.text(a, b));
        this.whenAsked();
        return 0;
      case 'proxy_grpc_call':
        this.write32(args[11] ?? 0, 5);
        return note(
          this.text(a, b),
          this.text(c, d),
          this.text(e, f),
          this.decodePairs(args[6] ?? 0, args[7] ?? 0),
          latin1.decode(this.bytes(args[8] ?? 0, args[9] ?? 0)),
          args[10] ?? 0,
        );
      case 'proxy_grpc_stream':
        this.write32(args[8] ?? 0, 6);
        return note(
          this.text(a, b),
          this.text(c, d),
          this.text(e, f),
          this.decodePairs(args[6] ?? 0, args[7] ?? 0),
        );
      case 'proxy_grpc_send':
        return note(a, latin1.decode(this.bytes(b, c)), d);
      case 'proxy_grpc_close':
      case 'proxy_grpc_cancel':
        return note(a);
      case 'proxy_done':
        return note();
      default:
        throw new Error(`The fake host has no ${name}.`);
    }
  }
}
