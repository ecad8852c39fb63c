// What every context offers to the guest, whatever it stands for: configurations, logging, the clock's timer, calls, and the
// answers for everything that only a stream has.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import { configurationBytes } from '#abi/configuration.ts';
import { nameOf } from '#abi/named-values.ts';
import { encodePropertyValue, readPropertyPath } from '#abi/property.ts';
import { Status } from '#abi/status.ts';
import { BufferType, MapType, StreamType } from '#abi/types.ts';
import { HostBug } from '#host/guest-trap.ts';
import { Refusal } from '#host/refusal.ts';
import type {
  ContextServices,
  FieldMap,
  ForeignFunction,
  GrpcServices,
  HttpCallRequest,
  LocalResponse,
  MapAccess,
} from '#host/services.ts';
import type { Plugin } from '#project/schema.ts';
import type { AttributeView, Found } from './attribute-values.ts';
import { lookUpAttribute } from './attributes.ts';
import { callbackOfMap } from './callback-of-map.ts';
import { foreignFunction } from './foreign-functions.ts';
import { isLogged, type PluginVm } from './plugin-vm.ts';

const nothing = new Uint8Array();

export abstract class BaseContext implements ContextServices {
  readonly plugin: Plugin;
  readonly pluginIndex: number;
  readonly pluginVm: PluginVm;
  /** By name, as `declare_property` was told them in this context. Envoy heeds those of a root alone. */
  readonly declaredProperties = new Map<ByteString, { readOnly: boolean }>();
  /** The configuration that was read last: what buffer 8 shows outside of a foreign function. */
  #lastRead: Uint8Array = nothing;

  constructor(plugin: Plugin, pluginIndex: number, pluginVm: PluginVm) {
    this.plugin = plugin;
    this.pluginIndex = pluginIndex;
    this.pluginVm = pluginVm;
  }

  get world() {
    return this.pluginVm.world;
  }

  /** Each part that is not empty, with a blank before it, as in Envoy's lines. */
  protected abstract logPrefixParts(): readonly string[];
  protected abstract attributeView(): AttributeView;
  /** True while the guest may read its plugin configuration. */
  protected abstract hasPluginConfiguration(): boolean;

  log(level: number, message: string): void {
    if (!isLogged(level, this.world.project.logLevel)) return;
    const prefix = this.logPrefixParts()
      .filter((part) => part !== '')
      .map((part) => ` ${part}`)
      .join('');
    const text = textOf(message);
    this.pluginVm.thread.observer.log(level, `wasm log${prefix}: ${text}`, text, true);
  }

  headerMap(type: MapType, _access: MapAccess): FieldMap | Refusal {
    const callback = callbackOfMap[type];
    const why =
      type <= MapType.HTTP_RESPONSE_TRAILERS
        ? `belongs to a stream, and this is not one: it is there in ${callback}`
        : `is there in ${callback}, and not here`;
    return new Refusal(Status.BAD_ARGUMENT, `${nameOf(MapType, type)} ${why}`);
  }

  readBuffer(type: BufferType): Uint8Array | Refusal {
    if (type === BufferType.VM_CONFIGURATION) {
      this.#lastRead = configurationBytes(this.plugin.vm.configuration);
      return this.#lastRead;
    }
    if (type === BufferType.PLUGIN_CONFIGURATION) {
      if (!this.hasPluginConfiguration()) {
        return new Refusal(
          Status.NOT_FOUND,
          'the plugin configuration can be read in on_configure and in on_context_create of the root, and not here',
        );
      }
      this.#lastRead = configurationBytes(this.plugin.configuration);
      return this.#lastRead;
    }
    if (type === BufferType.HTTP_CALL_RESPONSE_BODY) {
      return new Refusal(
        Status.NOT_FOUND,
        'there is no answer of a call outside of on_http_call_response',
      );
    }
    return type === BufferType.FOREIGN_FUNCTION_ARGUMENTS ? this.#lastRead : nothing;
  }

  writeBuffer(type: BufferType, _start: number, _size: number, _bytes: Uint8Array): Refusal | null {
    const present = this.readBuffer(type);
    if (present instanceof Refusal) return present;
    const why =
      'cannot be changed here; what can be are the bodies of a stream, in on_request_body and on_response_body';
    return new Refusal(Status.BAD_ARGUMENT, `${nameOf(BufferType, type)} ${why}`);
  }

  /** What a path leads to from here. */
  protected findAttribute(path: ByteString): Found {
    return lookUpAttribute(readPropertyPath(path), this.attributeView());
  }

  getProperty(path: ByteString): Uint8Array | ByteString | Refusal {
    const found = this.findAttribute(path);
    if (found instanceof Refusal) return found;
    if (found.type === 'string') return found.value;
    const bytes = encodePropertyValue(found);
    return (
      bytes ??
      new Refusal(
        Status.SERIALIZATION_FAILURE,
        `"${readPropertyPath(path).dotted}" holds a null, which cannot be passed on`,
      )
    );
  }

  /** Shows an observer that asks for it what could be read in a callback, whether or not the guest has that callback. */
  protected showAttributes(callback: string, exchange: number | null): void {
    const { showAttributes } = this.pluginVm.thread.observer;
    showAttributes?.({ callback, exchange, plugin: this.pluginIndex }, (path) => {
      const found = this.findAttribute(path);
      return found instanceof Refusal ? found : { value: found, bytes: encodePropertyValue(found) };
    });
  }

  setProperty(_path: ByteString, _value: Uint8Array): Refusal | null {
    return new Refusal(
      Status.NOT_FOUND,
      'a property can be set in the callbacks of a stream, such as on_request_headers, and this is not one',
    );
  }

  sendLocalResponse(_response: LocalResponse): string {
    return 'nobody is answered: a local response belongs to the callbacks of a stream, such as on_request_headers, and this is not one';
  }

  continueStream(type: StreamType): Refusal | null {
    return type === StreamType.UPSTREAM
      ? new Refusal(Status.UNIMPLEMENTED, 'Envoy cannot continue the upstream side')
      : null;
  }

  closeStream(_type: StreamType): Refusal | null {
    return null;
  }

  clearRouteCache(): void {}

  foreignFunction(name: ByteString): ForeignFunction | Refusal {
    return foreignFunction(this, name);
  }

  /** Filter state of one of Envoy's own kinds. */
  setFilterState(_key: ByteString, _value: Uint8Array): Refusal | null {
    return new Refusal(
      Status.NOT_FOUND,
      'filter state can be set in the callbacks of a stream, such as on_request_headers, and this is not one',
    );
  }

  abstract readonly grpc: GrpcServices;
  abstract httpCall(request: HttpCallRequest): number | Refusal;
  abstract setTickPeriod(periodMs: number): void;
  abstract registerSharedQueue(name: ByteString): number;
  abstract callStatus(): { code: number; message: string };
  abstract done(): Refusal | null;

  legacyConfiguration(): Uint8Array {
    return configurationBytes(
      this.hasPluginConfiguration() ? this.plugin.configuration : this.plugin.vm.configuration,
    );
  }
}

const noCalls = (): Refusal => new Refusal(Status.BAD_ARGUMENT, 'the VM context makes no calls');

/** The VM itself (id 0): in force while start functions and the allocator run, when little more than logging is allowed. */
export class VmContext extends BaseContext {
  /** Nothing that runs in this context may call out: the VM stops a guest that tries. */
  readonly grpc: GrpcServices = {
    call: () => noCalls(),
    open: () => noCalls(),
    send: () => noCalls(),
    close: () => noCalls(),
    cancel: () => noCalls(),
  };

  protected logPrefixParts(): readonly string[] {
    return [];
  }

  protected attributeView(): AttributeView {
    return { world: this.world, plugin: this.plugin, stream: null, filter: null };
  }

  protected hasPluginConfiguration(): boolean {
    return false;
  }

  httpCall(_request: HttpCallRequest): number | Refusal {
    return noCalls();
  }

  setTickPeriod(_periodMs: number): void {}

  registerSharedQueue(_name: ByteString): number {
    throw new HostBug('a start function was let call proxy_register_shared_queue', null);
  }

  callStatus(): { code: number; message: string } {
    return { code: 0, message: '' };
  }

  done(): Refusal | null {
    return new Refusal(Status.NOT_FOUND, 'no plugin is waiting to be done');
  }
}
