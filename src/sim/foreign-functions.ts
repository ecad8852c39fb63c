// The functions that Envoy offers under a name of their own: compression, declared properties, filter state for Envoy's own filters.

import { type ByteString, byteStringOf, textOf, utf8 } from '#abi/byte-string.ts';
import { decodeFields, numberField, textField } from '#abi/protobuf-reader.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { BaseContext } from './context.ts';

type Result = Uint8Array | null | Refusal;

const malformed = (message: string): Refusal =>
  new Refusal(Status.BAD_ARGUMENT, `the argument is no serialised ${message}`);

/** Up to this size we have seen no difference between what zlib and zlib-ng make of the same bytes. */
const SAME_BYTES = 64;

/** Envoy packs with zlib-ng, which may choose other matches than zlib: other bytes, the same once they are unpacked. */
function compress(context: BaseContext, argument: Uint8Array): Result {
  if (argument.length > SAME_BYTES) {
    const reason = 'carried out, but Envoy may pack the same content into other bytes (zlib-ng)';
    context.pluginVm.thread.observer.notEmulated('proxy_call_foreign_function compress', reason);
  }
  return context.world.library.deflate(argument);
}

function uncompress(context: BaseContext, argument: Uint8Array): Result {
  try {
    return context.world.library.inflate(argument);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Refusal(Status.SERIALIZATION_FAILURE, `the argument is no zlib data: ${why}`);
  }
}

/** `DeclarePropertyArguments`. Type, schema and life span do not show in what a filter reads by the name of a property. */
function declareProperty(context: BaseContext, argument: Uint8Array): Result {
  const fields = decodeFields(argument);
  const name = fields === null ? null : textField(fields, 1);
  if (fields === null || name === null) return malformed('DeclarePropertyArguments');
  const key = byteStringOf(name);
  if (context.declaredProperties.has(key))
    return new Refusal(Status.BAD_ARGUMENT, `the property "${name}" is declared already`);
  context.declaredProperties.set(key, { readOnly: numberField(fields, 2) !== 0n });
  return null;
}

/** Keys whose objects are the text that they are made from. */
const textObjects = new Set([
  'envoy.hashable_string',
  'envoy.network.upstream_server_name',
  'envoy.string',
  'envoy.tcp_proxy.cluster',
  'envoy.upstream.dynamic_host',
]);

/** Keys of Envoy's other factories: what they make of a text is their own. */
const otherObjects = new Set([
  'envoy.ai.llm_protocol.request',
  'envoy.ai.model.request',
  'envoy.bool',
  'envoy.filters.listener.original_dst.local_ip',
  'envoy.filters.listener.original_dst.remote_ip',
  'envoy.network.application_protocols',
  'envoy.network.ip',
  'envoy.network.network_namespace',
  'envoy.network.transport_socket.http_11_proxy.info',
  'envoy.network.transport_socket.original_dst_address',
  'envoy.network.upstream_subject_alt_names',
  'envoy.ratelimit.hits_addend',
  'envoy.router.debug_config',
  'envoy.tcp_proxy.disable_tunneling',
  'envoy.tcp_proxy.per_connection_idle_timeout_ms',
  'envoy.upstream.dynamic_port',
]);

/** `SetEnvoyFilterStateArguments`. */
function setEnvoyFilterState(context: BaseContext, argument: Uint8Array): Result {
  const fields = decodeFields(argument);
  const key = fields === null ? null : textField(fields, 1);
  const value = fields === null ? null : textField(fields, 2);
  if (key === null || value === null) return malformed('SetEnvoyFilterStateArguments');
  if (otherObjects.has(key)) {
    const reason = `filter state "${key}" is not emulated`;
    return notEmulated(context, 'set_envoy_filter_state', reason);
  }
  if (!textObjects.has(key))
    return new Refusal(Status.NOT_FOUND, `Envoy makes no filter state called "${key}"`);
  return context.setFilterState(byteStringOf(key), utf8(value));
}

/** A signature of a curve holds a random number; Envoy's is another one each time. */
function signed(context: BaseContext, argument: Uint8Array): Result {
  const { result, isRandom } = context.world.library.sign(argument);
  if (isRandom) {
    const reason = 'carried out, but a signature of an elliptic curve is another one each time';
    context.pluginVm.thread.observer.notEmulated('proxy_call_foreign_function sign', reason);
  }
  return result;
}

function notEmulated(context: BaseContext, name: string, reason: string): Refusal {
  context.pluginVm.thread.observer.notEmulated(`proxy_call_foreign_function ${name}`, reason);
  return new Refusal(Status.UNIMPLEMENTED, `not emulated: ${reason}`);
}

const withoutCel = 'expressions in CEL are not evaluated';

const functions: Readonly<Record<string, (context: BaseContext, argument: Uint8Array) => Result>> =
  {
    clear_route_cache: (context) => {
      context.clearRouteCache();
      return null;
    },
    compress,
    declare_property: declareProperty,
    expr_create: (context) => notEmulated(context, 'expr_create', withoutCel),
    expr_delete: (context) => notEmulated(context, 'expr_delete', withoutCel),
    expr_evaluate: (context) => notEmulated(context, 'expr_evaluate', withoutCel),
    set_envoy_filter_state: setEnvoyFilterState,
    sign: signed,
    uncompress,
    verify_signature: (context, argument) => context.world.library.verifySignature(argument),
  };

/** The function of that name for a context. */
export function foreignFunction(
  context: BaseContext,
  name: ByteString,
): ((argument: Uint8Array) => Result) | Refusal {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found !== undefined) return (argument) => found(context, argument);
  const known = Object.keys(functions).join(', ');
  return new Refusal(Status.NOT_FOUND, `Envoy has no function "${textOf(name)}"; it has ${known}`);
}
