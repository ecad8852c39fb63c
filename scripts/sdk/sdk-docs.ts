// The second half of docs/sdk.md: every public name with its comment, and which hostcall is reached by which name and example.

import { envHostcalls } from '#host/hostcall-table.ts';
import type { Door, PublicDeclaration, PublicName } from './read-sdk.ts';

/** Between the text that people write and the one that is made. */
export const MARKER =
  '<!-- What follows is made from the comments in src/sdk; see CONTRIBUTING.md. -->\n';

const oldAbi = 'only for modules of ABI 0.1.0, and the SDK makes modules of 0.2.1';
const otherLanguages = 'for the libraries of other languages; AssemblyScript has no use for it';

/** Imports that a filter has no name for in the SDK, and why. */
export const withoutName: Readonly<Record<string, string>> = {
  proxy_get_configuration: `${oldAbi}: \`pluginConfiguration\` and \`vmConfiguration\` read the same`,
  proxy_continue_request: `${oldAbi}: \`continueRequest\` does the same`,
  proxy_continue_response: `${oldAbi}: \`continueResponse\` does the same`,
  proxy_clear_route_cache: `${oldAbi}: \`clearRouteCache\` of "proxy-wasm/envoy" does the same`,
  pthread_equal: otherLanguages,
  emscripten_notify_memory_growth: otherLanguages,
};

const shown = 4;

/** All names of the SDK that reach each import. */
export function namesByHostcall(doors: readonly Door[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, declarations } of doors) {
    for (const { name, hostcalls } of declarations.flatMap((one) => [one, ...one.members])) {
      const text =
        path === 'proxy-wasm' ? `\`${name}\`` : `\`${name}\` (${path.replace('proxy-wasm/', '')})`;
      for (const hostcall of hostcalls) found.set(hostcall, [...(found.get(hostcall) ?? []), text]);
    }
  }
  return found;
}

export function sdkReference(
  doors: readonly Door[],
  examplesOf: ReadonlyMap<string, readonly string[]>,
): string {
  return [
    MARKER,
    '## Hostcalls, names and examples\n',
    'Which name of the SDK makes which call of the ABI, and which examples make it. The name of a door stands in brackets. Of the examples those',
    'with the fewest other calls are named. The SDK itself asks for the property `plugin_root_id` once per root context, and sets the effective',
    'context before it hands the answer to a call over.\n',
    hostcallTable(doors, examplesOf),
    "AssemblyScript's own `Math.random()` and `Date` use WASI's `random_get` and `clock_time_get`, `console` and `trace` use `proxy_log`;\n`environmentVariable` (environment) uses `environ_sizes_get` and `environ_get`.\n",
    ...doors.map(doorText),
  ].join('\n');
}

function hostcallTable(
  doors: readonly Door[],
  examplesOf: ReadonlyMap<string, readonly string[]>,
): string {
  const names = namesByHostcall(doors);
  const rows = envHostcalls.map(({ name }) => {
    const reason = withoutName[name];
    const called = reason ?? few(names.get(name) ?? []);
    const examples = few(
      (examplesOf.get(name) ?? []).map((slug) => `[${slug}](../src/examples/${slug})`),
    );
    return `| \`${name}\` | ${called} | ${examples} |`;
  });
  return ['| hostcall | in the SDK | examples |', '|---|---|---|', ...rows, ''].join('\n');
}

function few(texts: readonly string[]): string {
  const more = texts.length > shown ? ` and ${texts.length - shown} more` : '';
  return texts.slice(0, shown).join(', ') + more;
}

function doorText({ path, about, declarations }: Door): string {
  return [`## \`${path}\`\n`, `${about}\n`, ...declarations.map(declarationText)].join('\n');
}

function declarationText(one: PublicDeclaration): string {
  const members = one.members.filter(({ member }) => !member.signature.startsWith('set '));
  return [
    `### \`${one.name}\`\n`,
    `\`\`\`ts\n${one.member.signature}\n\`\`\`\n`,
    `${described(one)}\n`,
    ...(members.length > 0 ? [`${members.map(memberText).join('\n')}\n`] : []),
  ].join('\n');
}

function memberText(one: PublicName): string {
  return `- \`${one.member.signature}\`: ${described(one).replaceAll('\n', '\n  ')}`;
}

/** The comment, with what its parameters mean as a list. */
function described({ member }: PublicName): string {
  const [text = '', ...parameters] = member.comment.split(/^@param /m);
  const items = parameters.map((one) => one.trim().replace(/^(\w+) /, '- `$1`: '));
  return [text.trim(), ...(items.length > 0 ? [items.join('\n')] : [])].join('\n\n');
}
