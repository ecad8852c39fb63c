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
    pattern:
      /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[^-]{0,10000}(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----)?/g,
  },
  { what: 'a JSON web token', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { what: 'a GitHub token', pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  { what: 'a Google key', pattern: /\bAIza[\w-]{35}/g },
  { what: 'a Google token', pattern: /\bya29\.[\w-]{20,}/g },
  { what: 'a Stripe key', pattern: /\b(?:[rs]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}/g },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: 'a PyPI token', pattern: /\bpypi-[\w-]{40,}/g },
  { what: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/g },
  { what: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { what: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/g },
  { what: 'a Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}\b/gi },
  { what: 'a Vault token', pattern: /\bhv[sb]\.[\w-]{20,}/g },
  { what: 'a Postman key', pattern: /\bPMAK-[0-9a-f-]{24,}/g },
  {
    what: 'an address that lets anybody post',
    pattern: /\/\/hooks\.slack\.com\/services\/([\w/]{20,})/g,
  },
  // Of OpenAI, Anthropic and others; what has no digit may be a name of a style sheet.
  { what: 'a key of a service', pattern: /\bsk-(?=[\w-]{0,200}\d)[\w-]{20,}/g },
  {
    what: 'a credential',
    pattern: /\b(?:Bearer|Basic|Token)\s+((?=[\w.~+/-]{0,4000}\d)[\w.~+/-]{16,}={0,2})/g,
  },
  { what: 'a signature that gives access', pattern: /[?&]sig=([\w%+/=-]{20,})/g },
  { what: 'a password in an address', pattern: /:\/\/[^\s/:@"']{0,100}:([^\s/@"']{1,200})@/g },
  {
    what: 'a password on a command line',
    pattern: /(?:^|\s)(?:-u|--user)[\s=]+["']?[^\s:"']{1,100}:([^\s"']{1,200})/g,
  },
];

/** `x-api-key`, `clientSecret`, `DB_PASSWORD`; not `tokens`, `secretary`, `bypass` or `PWD`. */
const secretName =
  /(?:pass(?:word|wd|phrase)|secret|token|credentials?|(?:api|private|access|signing|secret|encryption|hmac|auth|account|subscription|functions|master|shared)[-_]?key|session(?:[-_]?id)?|sid|(?:[-_.]|user|db)pwd|(?:^|[-_.])pass)$/i;
/** Headers whose whole value gives access. */
const secretHeader = /^(?:(?:proxy-)?authorization|x-auth)$/i;
const cookieHeader = /^(?:set-)?cookie$/i;

/** `"name": "value"`, also where the quotes are escaped, and `name=value` of forms and queries. */
const quoted = /(\\?["'])([\w.-]{1,60})\1\s*:\s*\\?(["'])((?:(?!\\?\3).){1,4000})/g;
const assigned = /(?:^|[?&;\s])([\w.-]{1,60})=([^&;\s"'\\]{1,4000})/g;
/** In code: `const apiKey = '…'`, `secret: string = "…"`. */
const declared = /\b([A-Za-z_]\w{0,60})(?::\s*\w+)?\s*=\s*(["'`])([^"'`\n]{8,400})\2/g;

/** A line of YAML, and an element of XML. */
const line = /^[ \t-]*([\w.-]{1,60}):[ \t]+([^\s"'{}[\]#<>|&*!][^\n"'{}()<>;,]{3,400})$/gm;
const element = /<([\w.-]{1,60})>([^<>]{4,400})<\/\1>/g;
/** What a key is when nothing else says so. */
const keyName = /(?:^|[-_a-z])key$/i;
const drawnByLot = /^(?=.*\d)(?:[0-9a-f]{32,}|[\w+/-]{32,}={0,2})$/i;

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
    ...[...text.matchAll(element)].flatMap((match) => named(match, match[1], match[2])),
    // Names of types and headers stand in code as well; a value that was drawn by lot has digits.
    ...[...text.matchAll(line)].flatMap((match) =>
      /\d/.test(match[2] ?? '') ? named(match, match[1], match[2]) : [],
    ),
    ...[...text.matchAll(declared)].flatMap((match) => {
      const [, name = '', , value = ''] = match;
      const isKey = keyName.test(name) && !/public/i.test(name) && drawnByLot.test(value);
      if (isKey) return [rangeOf(match, value, `a value called ${name}`)];
      return /\d/.test(value) ? named(match, name, value) : [];
    }),
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
