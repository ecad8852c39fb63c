// What looks like a secret: by its own form, or by the name of what holds it.

export interface FoundText {
  /** Such as "a GitHub token". */
  what: string;
  start: number;
  end: number;
}

interface FormRule {
  what: string;
  /** Its first group, or all of it, is the secret. */
  pattern: RegExp;
}

const forms: readonly FormRule[] = [
  {
    what: 'a private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  },
  { what: 'a JSON web token', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { what: 'a GitHub token', pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  { what: 'a Google key', pattern: /\bAIza[\w-]{35}/g },
  { what: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/g },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: 'a password in an address', pattern: /:\/\/[^\s/:@"']{1,100}:([^\s/@"']{1,200})@/g },
];

/** `x-api-key`, `clientSecret`, `DB_PASSWORD`; not `tokens` or `secretary`. */
const secretName =
  /(?:^|[^a-z]|(?=[A-Z]))(?:pass(?:word|wd|phrase)|secret|token|credentials?|api[-_]?key|private[-_]?key|access[-_]?key|signing[-_]?key|session(?:[-_]?id)?|sid)$/i;
/** Headers whose whole value gives access. */
const secretHeader = /^(?:proxy-)?authorization$/i;
const cookieHeader = /^(?:set-)?cookie$/i;

/** `"name": "value"`, also where the quotes are escaped, and `name=value` of forms and queries. */
const quoted = /(\\?["'])([\w.-]{1,60})\1\s*:\s*\\?(["'])((?:(?!\\?\3).){1,4000})/g;
const assigned = /(?:^|[?&;\s])([\w.-]{1,60})=([^&;\s"'\\]{1,4000})/g;
/** In code: `const apiKey = '…'`, `secret: string = "…"`. */
const declared = /\b([A-Za-z_]\w{0,60})(?::\s*\w+)?\s*=\s*(["'`])([^"'`\n]{8,400})\2/g;

export function secretsInText(text: string, name: string): FoundText[] {
  const found = [...byForm(text), ...byName(text, name), ...byNameInside(text)];
  return withoutOverlaps(found.filter(({ start, end }) => isWorthSaying(text.slice(start, end))));
}

function byForm(text: string): FoundText[] {
  return forms.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((match) => rangeOf(match, match[1] ?? match[0], what)),
  );
}

function byName(text: string, name: string): FoundText[] {
  if (cookieHeader.test(name)) return inCookie(text);
  if (secretHeader.test(name)) {
    const scheme = /^\s*(?:Basic|Bearer|Digest|Negotiate|Token)\s+/i.exec(text)?.[0] ?? '';
    const basic = /basic/i.test(scheme);
    const what = basic ? 'a user name and password' : 'a credential';
    return [{ what, start: scheme.length, end: text.length }];
  }
  return secretName.test(name)
    ? [{ what: `a value called ${name}`, start: 0, end: text.length }]
    : [];
}

/** Of a cookie what may stand for a login: by its name, or because nobody writes that much by hand. */
function inCookie(text: string): FoundText[] {
  const login = /sess|sid$|auth|token|jwt|login|remember|csrf|xsrf/i;
  return [...text.matchAll(/([^=;\s]+)=([^;]*)/g)].flatMap((match) => {
    const [, name = '', value = ''] = match;
    const attribute = /^(?:expires|domain|path|max-age|samesite)$/i.test(name);
    if (attribute || !(login.test(name) || value.length >= 24)) return [];
    return [rangeOf(match, value, `the cookie ${name}`)];
  });
}

function byNameInside(text: string): FoundText[] {
  const named = (match: RegExpExecArray, name = '', value = ''): FoundText[] =>
    secretName.test(name) ? [rangeOf(match, value, `a value called ${name}`)] : [];
  return [
    ...[...text.matchAll(quoted)].flatMap((match) => named(match, match[2], match[4])),
    ...[...text.matchAll(assigned)].flatMap((match) => named(match, match[1], match[2])),
    // Names of headers stand in code as well; a value that was drawn by lot has digits.
    ...[...text.matchAll(declared)].flatMap((match) =>
      /\d/.test(match[3] ?? '') ? named(match, match[1], match[3]) : [],
    ),
  ];
}

/** The value is what the match ends with, but for a closing quote. */
function rangeOf(match: RegExpExecArray, value: string, what: string): FoundText {
  const start = match.index + match[0].lastIndexOf(value);
  return { what, start, end: start + value.length };
}

/** Nobody is harmed by `***`, `<token>`, `${TOKEN}` or `yes`. */
function isWorthSaying(value: string): boolean {
  const text = value.trim();
  if (text.length < 4 || /^(?:true|false|null|undefined)$/i.test(text)) return false;
  return !/^(?:[*•x.]+|<.*>|\$?\{.*\}|REDACTED(?:-\d+)?)$/i.test(text);
}

/** Of two that overlap the first rule's stays: what is known by its form is said so. */
function withoutOverlaps(found: FoundText[]): FoundText[] {
  const kept: FoundText[] = [];
  for (const one of found)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.toSorted((one, other) => one.start - other.start);
}
