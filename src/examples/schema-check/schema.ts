// A small part of JSON Schema: required members, and the types of members.

import { Json, JsonKind } from 'proxy-wasm/json';

export class Schema {
  private required: string[] = [];
  // Pairs of a member's name and its type.
  private types: string[][] = [];

  read(configuration: Json): void {
    this.required = configuration.getStrings('required');
    const types = configuration.get('types');
    if (types == null) return;
    for (let i = 0; i < types.keys.length; i++) this.types.push([types.keys[i], types.items[i].asString()]);
  }

  // What is wrong with a document; nothing when the list is empty.
  errorsOf(json: Json): string[] {
    if (json.kind != JsonKind.Object) return ['body: expected object'];
    const errors: string[] = [];
    for (let i = 0; i < this.required.length; i++) {
      if (json.get(this.required[i]) == null) errors.push(this.required[i] + ': required');
    }
    for (let i = 0; i < this.types.length; i++) {
      const value = json.get(this.types[i][0]);
      const type = this.types[i][1];
      if (value != null && typeOf(value) != type) errors.push(this.types[i][0] + ': expected ' + type);
    }
    return errors;
  }
}

function typeOf(json: Json): string {
  switch (json.kind) {
    case JsonKind.String:
      return 'string';
    case JsonKind.Number:
      return 'number';
    case JsonKind.Bool:
      return 'boolean';
    case JsonKind.Array:
      return 'array';
    case JsonKind.Object:
      return 'object';
    default:
      return 'null';
  }
}
