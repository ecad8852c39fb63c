// A method that is almost named like a callback: nothing calls it, and nobody says so.

import { child, Kind, list, nameOf } from './ast.ts';
import type { Facts } from './facts.ts';
import type { Rule } from './rule.ts';

export const misspeltCallback: Rule = {
  name: 'misspelt-callback',
  severity: 'warning',
  find(facts) {
    const callbacks = callbackNames(facts);
    const bySound = new Map([...callbacks].map((name) => [sound(name), name]));
    const called = new Set(facts.calls.map(({ name }) => name));
    return facts.classes.flatMap(({ node, methods }) =>
      child(node, 'extendsType') === null
        ? []
        : [...methods.values()].flatMap(({ name, node: method }) => {
            const meant = bySound.get(sound(name));
            const range = child(method, 'name')?.range;
            if (meant === undefined || callbacks.has(name) || called.has(name)) return [];
            if (methods.has(meant) || range === undefined) return [];
            return [{ message: `Nothing calls ${name}: the callback is named ${meant}.`, range }];
          }),
    );
  },
};

/** Names of what a context of the SDKs can override, of those that the filter imports. */
function callbackNames({ library }: Facts): Set<string> {
  const classes = library.flatMap(({ statements }) =>
    statements.filter(({ kind }) => kind === Kind.ClassDeclaration),
  );
  const methods = classes.flatMap((one) => list(one, 'members')).map(nameOf);
  return new Set(methods.filter((name) => /^(?:on|create)[A-Z]/.test(name)));
}

/** The same for `onRequestHeaders`, `onrequestheader` and `proxy_on_http_request_headers`. */
function sound(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/^proxy/, '')
    .replace(/^onhttp(?=request|response)(?!.*call)/, 'on')
    .replace(/s$/, '');
}
