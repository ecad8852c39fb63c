// What Envoy can do beyond the proxy-wasm ABI, imported from "proxy-wasm/envoy". Other proxies answer `Status.NotFound`.

import { callForeignFunction } from './foreign-function';
import { encode, lastStatus } from './memory';
import { MessageReader, MessageWriter } from './protobuf';
import { Status } from './types';
import { decodeLossy } from './utf8';

/**
 * Has the route chosen anew, after a filter has changed what routes match on, such as `:path` or a header. Works in
 * `onRequestHeaders`; once the request headers have gone on, it comes too late.
 */
export function clearRouteCache(): Status {
  callForeignFunction('clear_route_cache');
  return lastStatus();
}

/** The bytes in zlib's format (that of `content-encoding: deflate`, not gzip); `null` when it failed. Works in every callback. */
export function compress(bytes: ArrayBuffer): ArrayBuffer | null {
  return callForeignFunction('compress', bytes);
}

/** What `compress` made, as it was; `null` for bytes that are not in zlib's format. Works in every callback. */
export function uncompress(bytes: ArrayBuffer): ArrayBuffer | null {
  return callForeignFunction('uncompress', bytes);
}

/** How long filter state lives. */
export enum LifeSpan {
  /** For this stream's filters, until an internal redirect. */
  FilterChain = 0,
  /** For this request, also after an internal redirect. */
  Request = 1,
  /** For all requests of the downstream connection. */
  Connection = 2,
}

/** What a declared property holds, which matters to who reads it outside of Wasm, such as CEL in a policy. */
export enum PropertyType {
  /** Bytes. */
  Bytes = 0,
  /** Text. */
  String = 1,
}

/**
 * Says how the properties that `property.set` makes under that name behave. Without a declaration they hold bytes, may be set again
 * and live for the filter chain. Works in the callbacks of the root context, such as `onConfigure`; what a stream declares is accepted and
 * has no effect. A name can be declared once: again, it is refused with `Status.BadArgument`.
 *
 * @param readOnly Refuses a second `property.set` in the same stream with `Status.BadArgument`.
 */
export function declareProperty(
  name: string,
  readOnly: bool = false,
  type: PropertyType = PropertyType.Bytes,
  lifeSpan: LifeSpan = LifeSpan.FilterChain,
): Status {
  const message = new MessageWriter().text(1, name).small(2, <u32>readOnly).small(3, type).small(5, lifeSpan);
  callForeignFunction('declare_property', message.finish());
  return lastStatus();
}

/**
 * Sets filter state that Envoy's own filters read, such as `envoy.tcp_proxy.cluster`, `envoy.network.upstream_server_name` or
 * `envoy.string`. Works in the callbacks of a stream. `Status.NotFound` when Envoy makes no filter state of that key.
 */
export function setEnvoyFilterState(key: string, value: string, lifeSpan: LifeSpan = LifeSpan.FilterChain): Status {
  const message = new MessageWriter().text(1, key).text(2, value).small(3, lifeSpan);
  callForeignFunction('set_envoy_filter_state', message.finish());
  return lastStatus();
}

let latestSignatureError: string = '';

/** Why the latest `sign` or `verifySignature` failed, in Envoy's words; `""` when it did not. */
export function signatureError(): string {
  return latestSignatureError;
}

/**
 * The signature of bytes: RSA with PKCS #1 v1.5, or ECDSA in DER. `null` when it could not be made: see `signatureError()`. Works in
 * every callback.
 *
 * @param hash `sha1`, `sha224`, `sha256`, `sha384` or `sha512`.
 * @param privateKeyPem The private key in PEM, PKCS #8: `-----BEGIN PRIVATE KEY-----`.
 */
export function sign(hash: string, privateKeyPem: string, bytes: ArrayBuffer): ArrayBuffer | null {
  const message = new MessageWriter().text(1, hash).blob(3, bytes).text(4, privateKeyPem);
  const answer = callForeignFunction('sign', message.finish());
  return readAnswer(answer, 3) ? latestSignature : null;
}

/**
 * Whether a signature of bytes is right. For a wrong one, and for a key or hash that Envoy cannot use, it is false: see
 * `signatureError()`. Works in every callback.
 *
 * @param hash `sha1`, `sha224`, `sha256`, `sha384` or `sha512`.
 * @param publicKeyPem The public key in PEM: `-----BEGIN PUBLIC KEY-----`.
 * @param signature RSA with PKCS #1 v1.5, or ECDSA in DER.
 */
export function verifySignature(hash: string, publicKeyPem: string, signature: ArrayBuffer, bytes: ArrayBuffer): bool {
  const message = new MessageWriter().text(1, hash).blob(3, signature).blob(4, bytes).text(5, publicKeyPem);
  return readAnswer(callForeignFunction('verify_signature', message.finish()), 2);
}

// @ts-ignore: decorator
@lazy let latestSignature: ArrayBuffer = new ArrayBuffer(0);

/** Keeps what an answer about signatures says; whether it says yes. The error stands in the field of that number. */
function readAnswer(answer: ArrayBuffer | null, errorField: u32): bool {
  latestSignatureError = answer == null ? 'Envoy could not read the arguments' : '';
  if (answer == null) return false;
  const reader = new MessageReader(answer);
  let succeeded = false;
  while (reader.next()) {
    if (reader.field == 1) succeeded = reader.value != 0;
    else if (reader.field == errorField) latestSignatureError = reader.text();
    else if (reader.field == 2) latestSignature = reader.blob();
  }
  return succeeded;
}

/**
 * An expression in CEL over the attributes of a request, such as `request.path.startsWith('/api') && source.port > 1024`. Make it once,
 * in `onConfigure`, and evaluate it in the callbacks of streams. Sluice does not evaluate expressions: there `create` gives `null`.
 */
// @ts-ignore: decorator
@final
export class Expression {
  private constructor(private token: ArrayBuffer) {}

  /** Reads an expression; `null` when it is none (`lastStatus()` is `BadArgument`), or when this Envoy has no CEL. */
  static create(text: string): Expression | null {
    const token = callForeignFunction('expr_create', encode(text));
    return token != null && token.byteLength == 4 ? new Expression(token) : null;
  }

  /** The value as a property has it: text as it is, numbers in 8 bytes, a truth value in one. `null` when it could not be evaluated. */
  evaluate(): ArrayBuffer | null {
    return callForeignFunction('expr_evaluate', this.token);
  }

  /** The value of an expression that is true or false; `otherwise` for any other, or when it could not be evaluated. */
  evaluateBool(otherwise: bool = false): bool {
    const value = this.evaluate();
    return value != null && value.byteLength == 1 ? load<u8>(changetype<usize>(value)) != 0 : otherwise;
  }

  /** The value of an expression that is a text; `null` when it could not be evaluated. */
  evaluateString(): string | null {
    const value = this.evaluate();
    return value != null ? decodeLossy(changetype<usize>(value), value.byteLength) : null;
  }

  /** Frees what Envoy holds for it. Do not use it afterwards. */
  delete(): Status {
    callForeignFunction('expr_delete', this.token);
    return lastStatus();
  }
}
