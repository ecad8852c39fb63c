// What people paste: secrets in the forms of many services, and what only looks like them.

import { expect, it } from 'vitest';
import { secretsInText } from './secret-rules.ts';

const drawn = 'aB3dE6gH9kL2mN5pQ8rS1tU4vW7xY0zC';
const hex = '0123456789abcdef';

it.each([
  ['x-functions-key', drawn],
  ['ocp-apim-subscription-key', drawn],
  ['x-auth', drawn],
  ['x-auth-key', drawn],
  ['x-user-pwd', 'hunter22'],
  ['DB_PASS', 'hunter22'],
  ['text', `sk-proj-${drawn}`],
  ['text', `sk-ant-api03-${drawn}`],
  ['text', `whsec_${drawn}`],
  ['text', `SG.${drawn}.${drawn}`],
  ['text', `hf_${drawn}`],
  ['text', `dop_v1_${hex.repeat(4)}`],
  ['text', `ya29.${drawn}`],
  ['text', `hvs.${drawn}`],
  ['text', `pypi-${drawn}${drawn}`],
  ['text', `shpat_${hex}${hex}`],
  ['text', `PMAK-${hex}${hex}`],
  ['text', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----'],
])('%s: %s', (name, secret) => {
  const found = secretsInText(secret, name);
  expect(found.map(({ start, end }) => secret.slice(start, end))).toEqual([secret]);
});

it.each([
  ['password: ', 'hunter22', ''],
  ['- api_key: ', drawn, '\nnext: 1'],
  ['Authorization: Bearer ', drawn, ''],
  ['{"Authorization":"Bearer ', drawn, '"}'],
  ["set('authorization', 'Basic ", 'YW5uYTpzZWNyZXQ5', "');"],
  ['AccountKey=', drawn, ';EndpointSuffix=x'],
  ['https://hooks.slack.com/services/', `T0/B0/${drawn}`, ' '],
  ['redis://:', 'p4ssw0rd', '@cache:6379'],
  ['curl -u admin:', 'hunter22', ' https://example.com'],
  ['https://example.com/a?se=2026&sig=', drawn, '&sv=1'],
  ['{"secretKey":"', drawn, '"}'],
  ['{"encryptionKey":"', drawn, '"}'],
  ["const KEY = '", `${hex}${hex}`, "';"],
  ['<password>', 'hunter22', '</password>'],
])('%s%s%s', (before, secret, after) => {
  const text = `${before}${secret}${after}`;
  const found = secretsInText(text, 'text');
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
});

it.each([
  ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['x-compass', 'north'],
  ['x-bypass', 'always'],
  ['PASS_THROUGH', 'everything'],
  ['PWD', '/home/anna'],
  ['text', 'token: string;\npassword: string'],
  ['text', 'token: StaticArray<u8>,'],
  ['text', '{"primaryKey":"id","keyId":"2024-01","token_type":"bearer"}'],
  ['text', `const PUBLIC_KEY = '${hex}${hex}';`],
  ['text', "const API_KEY_HEADER = 'x-api-key-v2';"],
  ['text', 'Basic introduction to something-that-is-long'],
  ['text', 'class="sk-loading-indicator-wrapper"'],
  ['text', '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----'],
  ['text', 'https://example.com/a:b@c?sig=short'],
  ['text', '<password>${PASSWORD}</password>'],
])('is none: %s: %s', (name, text) => {
  expect(secretsInText(text, name)).toEqual([]);
});
