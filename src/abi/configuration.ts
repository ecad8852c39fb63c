// The bytes that a filter is given for a configuration, in each of the three messages that Envoy takes for one.

import { decodeBase64 } from './base64.ts';
import { utf8 } from './byte-string.ts';
import { encodeStruct, type Json } from './protobuf.ts';

const nothing = new Uint8Array();

/** Text that does not suit its encoding is refused before a run; here it throws or gives no bytes. */
export function configurationBytes(configuration: {
  encoding: 'string' | 'struct' | 'bytes';
  text: string;
}): Uint8Array {
  if (configuration.encoding === 'bytes') return decodeBase64(configuration.text) ?? nothing;
  if (configuration.encoding === 'string' || configuration.text === '')
    return utf8(configuration.text);
  // Not the JSON that Envoy's documentation speaks of.
  return encodeStruct(JSON.parse(configuration.text) as { [key: string]: Json });
}
