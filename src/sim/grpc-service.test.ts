import { describe, expect, test } from 'vitest';
import { concatBytes, utf8 } from '#abi/byte-string.ts';
import { lengthDelimited, stringField } from '#abi/protobuf.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { Cluster } from '#project/schema.ts';
import { CrashOfEnvoy, grpcTarget } from './grpc-service.ts';

const cluster: Cluster = {
  name: 'auth',
  address: '127.0.0.1',
  port: 8080,
  connectTimeoutMs: 1000,
  protocol: 'http2',
  metadata: {},
  endpoint: {
    metadata: {},
    locality: { region: '', zone: '', subZone: '' },
    localityMetadata: {},
  },
};
const envoyGrpc = (...fields: Uint8Array[]): Uint8Array => lengthDelimited(1, concatBytes(fields));
const named = stringField(1, 'auth');

describe('the target of a gRPC call', () => {
  test('is the cluster of that name', () => {
    expect(grpcTarget(utf8('auth'), [cluster])).toEqual({
      cluster,
      clusterName: 'auth',
      authority: 'auth',
      initialMetadata: [],
      envoyHeaders: true,
    });
  });

  test('is what a serialised GrpcService says', () => {
    const header = concatBytes([stringField(1, 'X-Key'), stringField(2, 'value')]);
    const service = concatBytes([
      envoyGrpc(named, stringField(2, 'auth.test'), Uint8Array.of(0x28, 1)),
      lengthDelimited(5, header),
    ]);
    expect(grpcTarget(service, [cluster])).toEqual({
      cluster,
      clusterName: 'auth',
      authority: 'auth.test',
      initialMetadata: [['x-key', 'value']],
      envoyHeaders: false,
    });
  });

  test('may be a cluster that is not there, which Envoy notices later', () => {
    expect(grpcTarget(envoyGrpc(stringField(1, 'nope')), [cluster])).toMatchObject({
      cluster: null,
      clusterName: 'nope',
    });
  });

  test('an unknown name is refused, and the refusal tells which names there are', () => {
    const refused = grpcTarget(utf8('nope'), [cluster]);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ status: Status.PARSE_FAILURE });
    expect((refused as Refusal).why).toContain('the project has "auth"');
  });

  test.each(['', 'model', 'auth-grpc'])(
    'the name "%s" parses as a message and crashes Envoy',
    (name) => {
      expect(grpcTarget(utf8(name), [{ ...cluster, name }])).toBeInstanceOf(CrashOfEnvoy);
    },
  );

  test.each([
    ['google_grpc', lengthDelimited(2, stringField(1, 'auth:80'))],
    ['a retry policy', concatBytes([envoyGrpc(named), lengthDelimited(6, new Uint8Array())])],
    ['a retry policy of the client', envoyGrpc(named, lengthDelimited(3, new Uint8Array()))],
    [
      'a command operator',
      concatBytes([
        envoyGrpc(named),
        lengthDelimited(5, concatBytes([stringField(1, 'a'), stringField(2, '%PROTOCOL%')])),
      ]),
    ],
  ])('%s is not emulated', (_what, service) => {
    expect(grpcTarget(service, [cluster])).toMatchObject({ status: Status.UNIMPLEMENTED });
  });
});
