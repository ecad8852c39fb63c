// run.sh: the mock servers and an Envoy of one's own, started from the bundle's folder and ended together.

import type { Project } from '#project/schema.ts';
import { needsJson } from './envoy-yaml.ts';

/** Envoy's own word for a level of the Project. */
export function wasmLevel({ logLevel }: Project): string {
  return logLevel === 'warn' ? 'warning' : logLevel;
}

export function runScript(project: Project): string {
  const config = needsJson(project) ? 'envoy.json' : 'envoy.yaml';
  return `#!/bin/sh
# Lets Envoy check the configuration, then starts it, and the servers behind it.
#   sh run.sh                      ENVOY=path/to/envoy where it is not on the PATH
#   SCENARIO=2 sh run.sh           the servers play the second scenario
#   WASM_LOG_LEVEL=trace sh run.sh  what the filter logs from this level on
set -eu
cd "$(dirname "$0")"
envoy=\${ENVOY:-envoy}
config=\${CONFIG:-${config}}
# The servers behind Envoy are a program for Node.
for program in "$envoy" node; do
  command -v "$program" >/dev/null || { echo "$program is not installed, or not on the PATH." >&2; exit 127; }
done
"$envoy" --mode validate -c "$config" -l error
node mock-server.mjs &
servers=$!
trap 'kill "$servers" 2>/dev/null' EXIT
# Not every shell runs the line above when it is ended by a signal.
trap 'exit 130' INT
trap 'exit 143' TERM
node mock-server.mjs --wait
"$envoy" -c "$config" --concurrency ${project.workers} --component-log-level wasm:\${WASM_LOG_LEVEL:-${wasmLevel(project)}}
`;
}
