import { describe, expect, test } from 'vitest';
import { encodeBase64 } from '#abi/base64.ts';
import { examples, readExample } from '#examples/node.ts';
import { parseProject } from '#project/parse.ts';
import { type ProjectInput, projectSchema } from '#project/schema.ts';
import { newestDictionary } from '../dictionary.ts';
import { findSecrets, knownSamples, redact } from './find-secrets.ts';

const known = knownSamples(await newestDictionary());
const none: ReadonlySet<string> = new Set();

type Parts = Partial<ProjectInput> & {
  headers?: [string, string][];
  body?: string;
  code?: string;
  configuration?: string;
};

function project({ headers = [], body, code = '', configuration = '', ...rest }: Parts) {
  const chunks = body === undefined ? [] : [{ data: body }];
  return projectSchema.parse({
    format: 1,
    name: 'p',
    plugins: [
      {
        name: 'guard',
        source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: code }] },
        configuration: { text: configuration },
      },
    ],
    route: { target: { kind: 'direct-response' } },
    scenarios: [{ name: 'one', exchanges: [{ request: { headers, body: { chunks } } }] }],
    ...rest,
  });
}

const githubToken = `ghp_${'aB3dE6gH9'.repeat(4)}`;
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlLW9mLWl0';
const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkg\n-----END EC PRIVATE KEY-----';

describe('is found', () => {
  test.each<[string, Parts, string, string, string]>([
    [
      'a bearer token',
      { headers: [['authorization', 'Bearer my-own-token']] },
      'a credential',
      'Scenario "one", request, header authorization',
      'my-own-token',
    ],
    [
      'basic auth',
      { headers: [['Authorization', 'Basic YW5uYTpzZWNyZXQ=']] },
      'a user name and password',
      'Scenario "one", request, header Authorization',
      'YW5uYTpzZWNyZXQ=',
    ],
    [
      'a key in a header',
      { headers: [['x-api-key', 'k-12345']] },
      'a value called x-api-key',
      'Scenario "one", request, header x-api-key',
      'k-12345',
    ],
    [
      'a session cookie',
      { headers: [['cookie', 'lang=de; session=abc123; theme=dark']] },
      'the cookie session',
      'Scenario "one", request, header cookie',
      'abc123',
    ],
    [
      'a JWT in any header',
      { headers: [['x-user', jwt]] },
      'a JSON web token',
      'Scenario "one", request, header x-user',
      jwt,
    ],
    [
      'a password in a body',
      { body: '{"user":"anna","password":"hunter22"}' },
      'a value called password',
      'Scenario "one", request, body',
      'hunter22',
    ],
    [
      'a password in a form',
      { body: 'user=anna&password=hunter22' },
      'a value called password',
      'Scenario "one", request, body',
      'hunter22',
    ],
    [
      'a secret in the configuration',
      { configuration: '{"clientSecret": "s3cr3t"}' },
      'a value called clientSecret',
      'Plugin guard, configuration',
      's3cr3t',
    ],
    [
      'an AWS key in code',
      { code: "\nconst id = 'AKIAIOSFODNN7EXAMPLE';" },
      'an AWS access key',
      'filter.ts, line 2',
      'AKIAIOSFODNN7EXAMPLE',
    ],
    [
      'a secret in code',
      { code: "const apiKey: string = 'zq81-ffk2';" },
      'a value called apiKey',
      'filter.ts, line 1',
      'zq81-ffk2',
    ],
    [
      'a GitHub token',
      { configuration: githubToken },
      'a GitHub token',
      'Plugin guard, configuration',
      githubToken,
    ],
    ['a private key', { configuration: key }, 'a private key', 'Plugin guard, configuration', key],
    [
      'a password in an address',
      { description: 'see https://anna:hunter22@example.com/' },
      'a password in an address',
      'description',
      'hunter22',
    ],
    [
      'a token in metadata',
      { node: { metadata: { auth: { token: 'abcd1234' } } } },
      'a value called token',
      'node.metadata.auth.token',
      'abcd1234',
    ],
  ])('%s', (_, parts, what, where, value) => {
    expect(findSecrets(project(parts), none)).toEqual([{ what, where, value }]);
  });

  test('in the environment, in mocks, in assertions and in base64', () => {
    const base = project({});
    const found = findSecrets(
      projectSchema.parse({
        ...base,
        plugins: [
          {
            ...base.plugins[0],
            configuration: { encoding: 'bytes', text: encodeBase64(new TextEncoder().encode(jwt)) },
            vm: { environment: { DB_PASSWORD: 'hunter22' } },
          },
        ],
        scenarios: [
          {
            ...base.scenarios[0],
            calls: [
              {
                cluster: 'idp',
                server: { kind: 'answer', headers: [['set-cookie', 'sid=abcdef; Path=/']] },
              },
            ],
            expect: [{ subject: 'client.body', value: githubToken }],
          },
        ],
      }),
      none,
    );
    expect(found.map(({ where }) => where)).toEqual([
      'Plugin guard, configuration',
      'Plugin guard, environment variable DB_PASSWORD',
      'Scenario "one", mock of idp, header set-cookie',
      'Scenario "one", assertion 1',
    ]);
  });
});

describe('is not found', () => {
  test.each<[string, Parts]>([
    ['what was redacted', { headers: [['authorization', 'Bearer REDACTED']] }],
    [
      'what stands for a value',
      {
        headers: [
          ['authorization', 'Bearer <token>'],
          ['x-api-key', '${KEY}'],
        ],
      },
    ],
    ['harmless cookies', { headers: [['cookie', 'lang=de; theme=dark']] }],
    [
      'names of headers in code',
      { code: "const token = request.headers.get('x-auth-token');\nkey: string = 'x-api-key';" },
    ],
    ['words that only resemble', { body: '{"tokens": "many words", "secretary": "Anna Example"}' }],
  ])('%s', (_, parts) => {
    expect(findSecrets(project(parts), none)).toEqual([]);
  });

  test('the samples of the examples, in the example or elsewhere, but everything beside them', () => {
    for (const { slug } of examples)
      expect(findSecrets(readExample(slug), known), slug).toEqual([]);
    expect(known.size).toBeGreaterThan(3);
    const [sample = ''] = known;
    const mine = project({
      headers: [
        ['x-api-key', sample],
        ['authorization', 'Bearer my-own'],
      ],
    });
    expect(findSecrets(mine, known).map(({ value }) => value)).toEqual(['my-own']);
  });
});

describe('redaction', () => {
  test('takes a secret out of every place and leaves equal what was equal', () => {
    const mine = project({
      headers: [
        ['authorization', `Bearer ${jwt}`],
        ['cookie', 'a=b; session=short1'],
      ],
      body: `{"token":"${jwt}"}`,
      configuration: `{"accepted":["${jwt}"]}`,
    });
    const redacted = redact(mine, findSecrets(mine, none));
    const text = JSON.stringify(redacted);
    expect(text).not.toContain(jwt);
    expect(text).not.toContain('short1');
    const [exchange] = redacted.scenarios[0]?.exchanges ?? [];
    expect(exchange?.request.headers).toEqual([
      ['authorization', 'Bearer REDACTED-1'],
      ['cookie', 'a=b; session=REDACTED-2'],
    ]);
    expect(redacted.plugins[0]?.configuration.text).toBe('{"accepted":["REDACTED-1"]}');
    expect(findSecrets(redacted, none)).toEqual([]);
    expect(parseProject(redacted).ok).toBe(true);
  });

  test('reaches into base64', () => {
    const packed = encodeBase64(new TextEncoder().encode(`token ${githubToken}`));
    const base = project({});
    const mine = projectSchema.parse({
      ...base,
      plugins: [{ ...base.plugins[0], configuration: { encoding: 'bytes', text: packed } }],
    });
    expect(redact(mine, findSecrets(mine, none)).plugins[0]?.configuration.text).toBe(
      encodeBase64(new TextEncoder().encode('token REDACTED')),
    );
  });

  test('of nothing changes nothing', () => {
    const mine = readExample('ext-authz');
    expect(redact(mine, [])).toEqual(mine);
  });
});
