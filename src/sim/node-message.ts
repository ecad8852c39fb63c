// `xds.node` taken as a whole: envoy.config.core.v3.Node in protobuf. A real Envoy adds its version and the list of its extensions, some 60 kB.

import { concatBytes } from '#abi/byte-string.ts';
import { encodeLocality, encodeStruct, lengthDelimited, stringField } from '#abi/protobuf.ts';
import type { ProjectNode } from '#project/schema.ts';

export function encodeNode(node: ProjectNode): Uint8Array {
  const locality = encodeLocality(node.locality.region, node.locality.zone, node.locality.subZone);
  return concatBytes([
    stringField(1, node.id),
    stringField(2, node.cluster),
    Object.keys(node.metadata).length === 0
      ? new Uint8Array()
      : lengthDelimited(3, encodeStruct(node.metadata)),
    locality.length === 0 ? locality : lengthDelimited(4, locality),
    stringField(6, 'envoy'),
  ]);
}
