// The plugin configuration: where events go, and whether they go anywhere but to the log.

import { Json, JsonKind, parseJson } from 'proxy-wasm/json';

export class Settings {
  upstream: string = '';
  authority: string = '';
  path: string = '';
  mode: string = 'send';

  // Whether the text is a configuration. Nothing is taken over from one that is not.
  read(text: string): bool {
    const json = parseJson(text);
    if (json == null) return false;
    const upstream = member(json, 'upstream_name');
    const authority = member(json, 'authority');
    const path = member(json, 'path');
    const mode = member(json, 'mode');
    if (upstream == null || authority == null || path == null) return false;
    this.upstream = upstream;
    this.authority = authority;
    this.path = path;
    if (mode != null) this.mode = mode;
    return true;
  }
}

function member(json: Json, key: string): string | null {
  const value = json.get(key);
  return value != null && value.kind == JsonKind.String ? value.text : null;
}
