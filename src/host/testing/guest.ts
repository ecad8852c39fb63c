// Guests for tests, written in the text format, and surroundings that write down what a guest asks of them.

import loadWabt from 'wabt';
import type { ByteString } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import type { Pair } from '#abi/pairs.ts';
import { isLoadRefusal, type LoadedModule, loadModule } from '../load-module.ts';
import { Refusal } from '../refusal.ts';
import type {
  ContextServices,
  FieldMap,
  ForeignFunction,
  GrpcRequest,
  GrpcServices,
  VmServices,
} from '../services.ts';
import { Vm } from '../vm.ts';

const wabt = await loadWabt();

const features = {
  exceptions: true,
  threads: true,
  tail_call: true,
  gc: true,
  memory64: true,
  multi_memory: true,
  extended_const: true,
  relaxed_simd: true,
};

/** The bytes of a module in the text format. */
export function wat(text: string): Uint8Array {
  const module = wabt.parseWat('guest.wat', text, features);
  const { buffer } = module.toBinary({ write_debug_names: true });
  module.destroy();
  return buffer;
}

/** What every guest needs: the ABI marker, a memory of one page and an allocator that hands out 4096, 4096 + n … */
export const boilerplate = `
  (memory (export "memory") 1)
  (global $next (mut i32) (i32.const 4096))
  (func (export "proxy_abi_version_0_2_1"))
  (func $malloc (export "malloc") (param i32) (result i32)
    (global.get $next)
    (global.set $next (i32.add (global.get $next) (local.get 0))))`;

/** A plain list with Envoy's rules left out. */
export class PlainFields implements FieldMap {
  list: Pair[];

  constructor(list: Pair[]) {
    this.list = list;
  }

  get(name: ByteString): ByteString | null {
    return this.list.find(([key]) => key === name)?.[1] ?? null;
  }

  pairs(): readonly Pair[] {
    return this.list;
  }

  add(name: ByteString, value: ByteString): void {
    this.list.push([name, value]);
  }

  replace(name: ByteString, value: ByteString): void {
    this.remove(name);
    this.add(name, value);
  }

  remove(name: ByteString): void {
    this.list = this.list.filter(([key]) => key !== name);
  }

  setPairs(pairs: readonly Pair[]): void {
    this.list = pairs.map(([name, value]) => [name, value]);
  }

  sizeBytes(): number {
    return this.list.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  }
}

export class FakeContext implements ContextServices {
  readonly logged: { level: number; message: ByteString }[] = [];
  readonly did: string[] = [];
  fields = new PlainFields([
    [':path', '/'],
    ['x-empty', ''],
    ['x-a', '1'],
  ]);
  buffer: Uint8Array | Refusal = Uint8Array.from([1, 2, 3]);
  property: Uint8Array | Refusal = new Refusal(Status.NOT_FOUND, 'no such property');

  log(level: number, message: ByteString): void {
    this.logged.push({ level, message });
  }

  headerMap(type: number): FieldMap | Refusal {
    return type === 0 ? this.fields : new Refusal(Status.BAD_ARGUMENT, 'not here');
  }

  readBuffer(): Uint8Array | Refusal {
    return this.buffer;
  }

  writeBuffer(type: number, start: number, size: number, bytes: Uint8Array): null {
    this.did.push(`write ${type} ${start} ${size} ${bytes.join(',')}`);
    return null;
  }

  getProperty(): Uint8Array | Refusal {
    return this.property;
  }

  setProperty(): null {
    return null;
  }

  sendLocalResponse(response: { statusCode: number }): string {
    this.did.push(`reply ${response.statusCode}`);
    return '';
  }

  continueStream(): null {
    return null;
  }

  closeStream(): null {
    return null;
  }

  clearRouteCache(): void {}

  httpCall(request: { timeoutMs: number }): number | Refusal {
    this.did.push(`call ${request.timeoutMs}`);
    return new Refusal(Status.INTERNAL_FAILURE, 'nobody there');
  }

  foreignFunction(name: ByteString): ForeignFunction | Refusal {
    if (name !== 'x-a') return new Refusal(Status.NOT_FOUND, 'only x-a is there');
    return (argument) => {
      if (argument.length === 0) return new Refusal(Status.SERIALIZATION_FAILURE, 'no argument');
      return argument.length === 1 ? null : argument.subarray(2);
    };
  }

  readonly grpc: GrpcServices = {
    call: (request, message, timeoutMs) => this.#asked('grpc call', request, message, timeoutMs),
    open: (request) => this.#asked('grpc open', request),
    send: (id, message, endOfStream) => {
      this.did.push(`grpc send ${id} ${message.join(',')} ${endOfStream}`);
      return null;
    },
    close: (id) => new Refusal(Status.NOT_FOUND, `no call ${id}`),
    cancel: (id) => new Refusal(Status.BAD_ARGUMENT, `no call ${id}`),
  };

  #asked(
    what: string,
    { service, serviceName, method, metadata }: GrpcRequest,
    message: Uint8Array = new Uint8Array(),
    timeoutMs = 0,
  ): number {
    this.did.push(
      `${what} ${service.join(',')} ${serviceName}/${method} ${metadata.length} ${message.join(',')} ${timeoutMs}`,
    );
    return 5;
  }

  setTickPeriod(periodMs: number): void {
    this.did.push(`tick ${periodMs}`);
  }

  registerSharedQueue(name: ByteString): number {
    this.did.push(`queue ${name}`);
    return 3;
  }

  callStatus(): { code: number; message: string } {
    return { code: 0, message: '' };
  }

  done(): null {
    return null;
  }

  legacyConfiguration(): Uint8Array {
    return Uint8Array.from([7]);
  }
}

const refusedAs = (status: Exclude<Status, 0>): Refusal => new Refusal(status, 'as the test wants');

export function fakeServices(context: FakeContext): VmServices {
  return {
    wallClockNs: () => 1_000_000_007n,
    monotonicNs: () => 5n,
    fillRandom: (target) => target.fill(0xab),
    logLevel: () => 2,
    environment: () => [['MODE', 'test']],
    allowedCapabilities: null,
    restricted: (text) => void context.did.push(text),
    allocatorTrapped: ({ functionName, message }) =>
      void context.did.push(`${functionName}: ${message}`),
    sharedData: {
      get: (key) =>
        key === 'x-a' ? { value: Uint8Array.from([9]), cas: 5 } : refusedAs(Status.NOT_FOUND),
      set: (key, value, cas) => {
        context.did.push(`set ${key} ${value.join(',')} ${cas}`);
        return cas === 6 ? refusedAs(Status.CAS_MISMATCH) : null;
      },
    },
    sharedQueues: {
      resolve: (vmId, name) => (vmId === name ? 4 : refusedAs(Status.NOT_FOUND)),
      enqueue: (queueId, value) => {
        context.did.push(`enqueue ${queueId} ${value.join(',')}`);
        return null;
      },
      dequeue: (queueId) => (queueId === 1 ? Uint8Array.from([8]) : refusedAs(Status.EMPTY)),
    },
    metrics: {
      define: (type, name) => type + 4 * name.length,
      increment: (metricId, delta) => {
        context.did.push(`increment ${metricId} ${delta}`);
        return null;
      },
      record: (metricId, value) => {
        context.did.push(`record ${metricId} ${value}`);
        return null;
      },
      get: (metricId) => (metricId === 4 ? 2n ** 64n - 2n : refusedAs(Status.NOT_FOUND)),
    },
    loopTurns: () => 0,
    vmContext: context,
  };
}

export const LIMIT_BYTES = 16 * 1024 * 1024;

export function load(text: string, countLoops = false): LoadedModule {
  const loaded = loadModule(wat(text), { memoryLimitBytes: LIMIT_BYTES, countLoops });
  if (isLoadRefusal(loaded)) throw new Error(loaded.lines.join('\n'));
  return loaded;
}

/** A started guest with context 1 (and the services it talks to). */
export function start(text: string, services?: VmServices): { vm: Vm; context: FakeContext } {
  const context = new FakeContext();
  const vm = Vm.start(load(text), services ?? fakeServices(context), null);
  if (!(vm instanceof Vm)) throw new Error(JSON.stringify(vm));
  vm.addContext(1, context);
  return { vm, context };
}
