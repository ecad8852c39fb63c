// verify.sh: the plan as a script for a POSIX shell and curl.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { curlArguments, quote } from '../curl.ts';
import type { PlannedExchange, PlannedScenario } from './plan.ts';
import type { ExpectedHeader } from './steady.ts';

export interface VerifyPlaces {
  /** Host and port of Envoy. */
  envoy: string;
  /** Where the mock servers take orders. */
  mocks: string[];
}

/**
 * @param starts Whether the files of the bundle can start an Envoy here.
 */
export function verifyShell(
  scenarios: PlannedScenario[],
  { envoy, mocks }: VerifyPlaces,
  starts: boolean,
): string {
  const lines = scenarios.flatMap((scenario) => [
    '',
    scenario.leftOut === null
      ? `scenario ${scenario.number} ${quote(scenario.name)}`
      : `left_out ${scenario.number} ${quote(scenario.name)} ${quote(scenario.leftOut)}`,
    ...(scenario.leftOut === null ? scenario.exchanges : []).flatMap((exchange, index) =>
      exchangeLines(exchange, `${scenario.number}-${index + 1}`),
    ),
  ]);
  return `${start(envoy, mocks, starts)}${lines.join('\n')}\n\nfinish\n`;
}

function exchangeLines(exchange: PlannedExchange, name: string): string[] {
  const { request, requestBody, answer, upstream } = exchange;
  const { args } = curlArguments(request, {
    origin: 'http://"$ENVOY"',
    knownHost: null,
    bodyFile: requestBody.length > 0 ? `verify/${name}.request` : null,
  });
  return [
    ...(exchange.afterMs > 0 ? [`sleep ${Math.ceil(exchange.afterMs / 1000)}`] : []),
    `send ${quote(`${request.method} ${request.path}`)} ${args.join(' ')}`,
    `status ${exchange.status}`,
    ...answer.headers.map((header) => headerLine('header', '', header)),
    `no_other_header ${quote(answer.headers.map((header) => header.name).join(' '))}`,
    answer.body === null ? `body_size ${answer.sizeBytes}` : `body verify/${name}.answer`,
    ...upstreamLines(upstream),
  ];
}

function upstreamLines(upstream: PlannedExchange['upstream']): string[] {
  if (upstream === null) return [];
  if (upstream === 'none') return ['nobody_asked'];
  const { cluster, method, path, headers, body } = upstream;
  const prefix = `${cluster}: `;
  return [
    `asked ${quote(`${prefix}${method} ${path}`)}`,
    ...headers.map((header) => headerLine('asked', prefix, header)),
    ...(body === null
      ? []
      : [`asked ${quote(`${prefix}body ${body.length} ${bytesToHex(sha256(body))}`)}`]),
  ];
}

function headerLine(check: string, prefix: string, { name, value }: ExpectedHeader): string {
  return value === null
    ? `${check}_any ${quote(`${prefix}${name}: `)}`
    : `${check} ${quote(`${prefix}${name}: ${value}`)}`;
}

const startsEnvoy = `if [ "\${1:-}" = --start ]; then
  command -v node >/dev/null || { echo 'To start Envoy and the servers behind it, this needs Node 20 or newer: https://nodejs.org' >&2; exit 2; }
  exec node verify.mjs "$@"
fi
`;

const start = (envoy: string, mocks: string[], starts: boolean): string => `#!/bin/sh
# Sends every scenario to a running Envoy and checks the answers, and what reached the servers behind it.
#   sh verify.sh [ADDRESS]      where Envoy listens; ${envoy} by default
${starts ? '#   sh verify.sh --start        starts an Envoy for each scenario, and ends it; verify.mjs says more\n' : ''}\
#   MOCKS="HOST:PORT …"         where the mock servers take orders; ${mocks.join(' ') || 'none'} by default
# It ends with 0 when everything is as expected, with 1 when something is not, with 2 when nobody answers.
set -u
# What is asked is here: no proxy stands between.
no_proxy='*'
export no_proxy
cd "$(dirname "$0")" || exit 2
${starts ? startsEnvoy : ''}\
ENVOY=\${1:-${envoy}}
MOCKS=\${MOCKS:-${mocks.join(' ')}}
${shellFunctions}`;

const shellFunctions = String.raw`work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
# Not every shell runs the line above when it is ended by a signal.
trap 'exit 130' INT
trap 'exit 143' TERM
checks=0
failures=0

give_up() {
  printf '%s\n' "$1" >&2
  exit 2
}

# What was checked, and what came instead.
right() {
  checks=$((checks + 1))
  printf '    ok     %s\n' "$1"
}
wrong() {
  checks=$((checks + 1))
  failures=$((failures + 1))
  printf '    WRONG  %s\n' "$1"
  [ -z "$2" ] || printf '%s\n' "$2" | sed 's/^/           /'
}

# Is there a line of this file that is, or that begins with, this text?
has_line() { grep -qxF -e "$2" "$1"; }
has_start() { WANTED=$2 awk 'index($0, ENVIRON["WANTED"]) == 1 { found = 1 } END { exit !found }' "$1"; }
same_name() {
  WANTED=$2 awk 'BEGIN { name = tolower(ENVIRON["WANTED"]); sub(/: .*/, ": ", name) } index(tolower($0), name) == 1' "$1"
}

scenario() {
  printf '%s. %s\n' "$1" "$2"
  for mock in $MOCKS; do
    curl -fsS -o "$work/order" -X POST "http://$mock/scenario/$1" || give_up "The mock servers at $mock do not answer."
  done
}

left_out() { printf '%s. %s\n    left out: %s.\n' "$1" "$2" "$3"; }

record() {
  : >"$work/record"
  for mock in $MOCKS; do curl -fsS "http://$mock/record" >>"$work/record"; done
}

send() {
  printf '  %s\n' "$1"
  shift
  : >"$work/head"
  : >"$work/body"
  tries=0
  until curl -sS --http1.1 --path-as-is --globoff --max-time 20 -D "$work/head" -o "$work/body" "$@" 2>"$work/trouble"; do
    # 7: nobody listens, which may mean not yet.
    if [ "$?" != 7 ]; then
      wrong 'an answer' "$(cat "$work/trouble")"
      break
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || give_up "Nobody listens at $ENVOY; start Envoy first, or name its address."
    sleep 1
  done
  # The answer to HEAD has no body; curl shows its head as one.
  [ "$1" != --head ] || : >"$work/body"
  # Of several heads the last is the answer's; what stands behind it are trailers.
  tr -d '\r' <"$work/head" | awk '/^HTTP\// { text = ""; inside = 1 } $0 == "" { inside = 0 } inside { text = text $0 "\n" } END { printf "%s", text }' |
    sed 's/: */: /' >"$work/lines"
  sed 1d "$work/lines" >"$work/headers"
  record
}

status() {
  found=$(sed -n '1s/^[^ ]* \([0-9]*\).*/\1/p' "$work/lines")
  if [ "$found" = "$1" ]; then right "status $1"; else wrong "status $1" "found $found"; fi
}

header() {
  if has_line "$work/headers" "$1"; then right "header $1"; else wrong "header $1" "found $(same_name "$work/headers" "$1")"; fi
}

header_any() {
  if has_start "$work/headers" "$1"; then right "header $1(any value)"; else wrong "header $1(any value)" 'found none'; fi
}

no_other_header() {
  others=$(NAMES=" $1 connection keep-alive transfer-encoding " awk '{ name = $0; sub(/:.*/, "", name) } index(ENVIRON["NAMES"], " " name " ") == 0' "$work/headers")
  if [ -z "$others" ]; then right 'no other header'; else wrong 'no other header' "$others"; fi
}

body() {
  if cmp -s "$work/body" "$1"; then right 'body'; else wrong "body as in $1" "found $(head -c 500 "$work/body")"; fi
}

body_size() {
  found=$(($(wc -c <"$work/body")))
  if [ "$found" = "$1" ]; then right "body of $1 bytes"; else wrong "body of $1 bytes" "found $found bytes"; fi
}

asked() {
  if has_line "$work/record" "$1"; then right "server got $1"; else wrong "server got $1" "found $(same_name "$work/record" "$1")"; fi
}

asked_any() {
  if has_start "$work/record" "$1"; then right "server got $1(any value)"; else wrong "server got $1(any value)" 'found none'; fi
}

nobody_asked() {
  if [ -s "$work/record" ]; then wrong 'no server was asked' "$(cat "$work/record")"; else right 'no server was asked'; fi
}

finish() {
  printf '\n%s checks, %s wrong\n' "$checks" "$failures"
  [ "$failures" = 0 ] || exit 1
}

command -v curl >"$work/curl" || give_up 'curl is not installed.'
for mock in $MOCKS; do
  tries=0
  until curl -s -o "$work/order" "http://$mock/record"; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || give_up "The mock servers do not listen at $mock."
    sleep 1
  done
done
`;
