// Writes YAML that a YAML 1.1 reader, which Envoy's is, takes for exactly the same values: `n`, `on`, `0x10` stay text.

import { Document, isScalar, Scalar, visit } from 'yaml';
import type { Json } from './json.ts';

/** Text that no reader takes for anything but text when it stands there without quotes. */
const plainText =
  /^(?!(?:y|yes|n|no|true|false|on|off|null|nan|inf|infinity)$)[a-z_/][\w./ @%+-]*(?<! )$/i;

/** A block literal keeps lines as they are; it cannot hold control characters or begin with a blank. */
function fitsBlock(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- it is control characters that are looked for
  return (
    /[^\n]\n/.test(text) &&
    !/^[ \n]|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[ ]\n|\n{2}$|[ ]$/.test(
      text,
    )
  );
}

export function toYaml(value: Json, comment: string): string {
  const document = new Document(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
    // A key `<<` is a key like any other here.
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge'),
  });
  document.commentBefore = comment;
  visit(document, {
    Scalar(_key, node) {
      if (isScalar(node) && typeof node.value === 'string') node.type = styleOf(node.value);
    },
  });
  return document.toString({ lineWidth: 0, directives: false });
}

function styleOf(text: string): Scalar.Type {
  if (plainText.test(text)) return Scalar.PLAIN;
  return fitsBlock(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
}
