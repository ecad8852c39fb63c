// The first argument of a gRPC call: a serialised `envoy.config.core.v3.GrpcService`, or the name of a cluster when it is none.

import { byteStringOf, decodeUtf8 } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import { bytesField, decodeFields, numberField, textField } from '#abi/protobuf-reader.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { Cluster } from '#project/schema.ts';

export interface GrpcTarget {
  /** Null when the Project has no such cluster: Envoy notices only when it connects. */
  cluster: Cluster | null;
  clusterName: string;
  authority: string;
  initialMetadata: Pair[];
  /** Whether the callee gets Envoy's own `x-envoy-` headers. */
  envoyHeaders: boolean;
}

/** Why a real Envoy does not survive the call. */
export class CrashOfEnvoy {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

const ENVOY_GRPC = 1;
const GOOGLE_GRPC = 2;
const INITIAL_METADATA = 5;
const CLUSTER_NAME = 1;
const AUTHORITY = 2;
const SKIP_ENVOY_HEADERS = 5;
/** Fields that change how a call goes and that Sluice does not know: retry policies, and the largest message. */
const notEmulatedFields = { service: [6], envoyGrpc: [3, 4] };

export function grpcTarget(
  service: Uint8Array,
  clusters: readonly Cluster[],
): GrpcTarget | Refusal | CrashOfEnvoy {
  const find = (name: string): Cluster | null =>
    clusters.find((cluster) => cluster.name === name) ?? null;
  const proto = decodeService(service);
  if (proto !== null) return proto instanceof Refusal ? proto : fromProto(proto, service, find);
  const name = decodeUtf8(service);
  const cluster = find(name);
  if (cluster !== null) return plainTarget(cluster);
  const names = clusters.map((one) => `"${one.name}"`).join(', ');
  return new Refusal(
    Status.PARSE_FAILURE,
    `${JSON.stringify(name)} is neither a serialised GrpcService nor the name of a cluster; the project has ${names === '' ? 'none' : names}`,
  );
}

function plainTarget(cluster: Cluster): GrpcTarget {
  return {
    cluster,
    clusterName: cluster.name,
    authority: cluster.name,
    initialMetadata: [],
    envoyHeaders: true,
  };
}

interface ServiceProto {
  /** Null when the message names no target. */
  clusterName: string | null;
  authority: string;
  initialMetadata: Pair[];
  skipEnvoyHeaders: boolean;
}

/** Null when the bytes are no such message. */
function decodeService(bytes: Uint8Array): ServiceProto | Refusal | null {
  const fields = decodeFields(bytes);
  if (fields === null) return null;
  const messages = (number: number) =>
    fields.flatMap((field) =>
      field.number === number && field.value instanceof Uint8Array ? [field.value] : [],
    );
  const headers = messages(INITIAL_METADATA).map((message) => decodeFields(message));
  const target = fields.findLast(
    ({ number, value }) =>
      (number === ENVOY_GRPC || number === GOOGLE_GRPC) && value instanceof Uint8Array,
  );
  const envoyGrpc = decodeFields(bytesField(fields, ENVOY_GRPC));
  if (envoyGrpc === null) return null;
  const initialMetadata: Pair[] = [];
  for (const header of headers) {
    const name = header === null ? null : textField(header, 1);
    const value = header === null ? null : textField(header, 2);
    if (name === null || value === null) return null;
    initialMetadata.push([byteStringOf(name.toLowerCase()), byteStringOf(value)]);
  }
  const clusterName = textField(envoyGrpc, CLUSTER_NAME);
  const authority = textField(envoyGrpc, AUTHORITY);
  if (clusterName === null || authority === null) return null;
  const unknown =
    target?.number === GOOGLE_GRPC ||
    fields.some(({ number }) => notEmulatedFields.service.includes(number)) ||
    envoyGrpc.some(({ number }) => notEmulatedFields.envoyGrpc.includes(number)) ||
    initialMetadata.some(([, value]) => value.includes('%'));
  if (unknown) {
    return new Refusal(
      Status.UNIMPLEMENTED,
      'not emulated: a GrpcService with google_grpc, a retry policy, a message limit or command operators in its metadata',
    );
  }
  return {
    clusterName: target === undefined ? null : clusterName,
    authority,
    initialMetadata,
    skipEnvoyHeaders: numberField(envoyGrpc, SKIP_ENVOY_HEADERS) !== 0n,
  };
}

function fromProto(
  proto: ServiceProto,
  bytes: Uint8Array,
  find: (name: string) => Cluster | null,
): GrpcTarget | CrashOfEnvoy {
  const { clusterName, authority, initialMetadata, skipEnvoyHeaders } = proto;
  if (clusterName === null) {
    const given = bytes.length === 0 ? 'an empty name' : `the name "${decodeUtf8(bytes)}"`;
    return new CrashOfEnvoy(
      `${given} of a gRPC service parses as a GrpcService that names no target, and Envoy aborts; pass a serialised GrpcService instead`,
    );
  }
  return {
    cluster: find(clusterName),
    clusterName,
    authority: authority === '' ? clusterName : authority,
    initialMetadata,
    envoyHeaders: !skipEnvoyHeaders,
  };
}
