import { expect, test } from 'vitest';
import type { FoundMessage } from './message.ts';
import { readCurl } from './read-curl.ts';
import { shellTokens } from './shell-words.ts';

function words(line: string): string[] {
  const tokens = shellTokens(line);
  if (!tokens.ok) throw new Error(tokens.problem);
  return tokens.value.map((token) => token.text);
}

function read(line: string): FoundMessage[] {
  const found = readCurl(line);
  if (!found.ok) throw new Error(found.problem);
  return found.value;
}

function only(line: string): FoundMessage {
  const [message, ...more] = read(line);
  expect(more).toEqual([]);
  return message as FoundMessage;
}

test.each([
  [`a 'b c' "d e"`, ['a', 'b c', 'd e']],
  [`'it'\\''s'`, ["it's"]],
  [`"a\\"b\\\\c\\n$x"`, ['a"b\\c\\n$x']],
  [`$'tab\\there\\'s\\x21\\u00e9\\U0001F600\\101'`, ["tab\there's!é😀A"]],
  [`$'\\ud83d\\ude00\\xc3\\xa9'`, ['😀é']],
  ['a \\\n  b\\ c', ['a', 'b c']],
  [`a '' ""`, ['a', '', '']],
  [`x|y`, ['x', '|', 'y']],
  [`'a|b;c'`, ['a|b;c']],
])('bash reads %s as its words', (line, expected) => {
  expect(words(line)).toEqual(expected);
});

test('a quote that is never closed is told with its line', () => {
  expect(shellTokens(`curl \\\n -d 'x`)).toEqual({
    ok: false,
    problem: "Line 2: the ' that opens here is never closed.",
  });
});

// What curl 7.88 puts on the wire for these, User-Agent's version aside.
test.each([
  [
    `curl -u a:b -e http://r -b x=1 -b y=2 --compressed -H 'x-a: 1' -d q=1 'http://localhost:1/b?x#f'`,
    'POST /b?x',
    [
      ['authorization', 'Basic YTpi'],
      ['user-agent', 'curl/8.10.1'],
      ['accept', '*/*'],
      ['accept-encoding', 'deflate, gzip, br, zstd'],
      ['referer', 'http://r'],
      ['cookie', 'x=1;y=2'],
      ['x-a', '1'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    'q=1',
  ],
  [
    `curl -G -d a=1 --data-urlencode 'n=a b' --data-urlencode '=x&y' 'http://localhost:1/p?z=1'`,
    'GET /p?z=1&a=1&n=a+b&x%26y',
    [
      ['user-agent', 'curl/8.10.1'],
      ['accept', '*/*'],
    ],
    undefined,
  ],
  [
    `curl -H 'cookie: c=3' -b y=2 -H 'X-E;' -H 'Accept:' -H 'user-agent: u' -X DELETE http://localhost:1`,
    'DELETE /',
    [
      ['cookie', 'c=3'],
      ['X-E', ''],
      ['user-agent', 'u'],
    ],
    undefined,
  ],
  [
    `curl --json '{' --json '}' -H 'content-type: x/y' http://localhost:1/%41/é`,
    'POST /%41/%C3%A9',
    [
      ['user-agent', 'curl/8.10.1'],
      ['content-type', 'x/y'],
      ['accept', 'application/json'],
    ],
    '{}',
  ],
  [
    `curl -d a=1 -d b=2 --data-raw '@x' http://localhost:1/`,
    'POST /',
    [
      ['user-agent', 'curl/8.10.1'],
      ['accept', '*/*'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    'a=1&b=2&@x',
  ],
  [
    `curl --oauth2-bearer tok -A '' -e '' 'http://u:p%40@localhost:1'`,
    'GET /',
    [
      ['authorization', 'Bearer tok'],
      ['accept', '*/*'],
    ],
    undefined,
  ],
  [
    `curl --data-urlencode 'sv!*()~' --url-query 'a=b c' http://localhost:1/`,
    'POST /?a=b+c',
    [
      ['user-agent', 'curl/8.10.1'],
      ['accept', '*/*'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    'sv%21%2A%28%29~',
  ],
])('%s is what curl sends', (line, start, headers, body) => {
  const { request, notes } = only(line);
  expect(`${request.method} ${request.path}`).toBe(start);
  expect(request.headers).toEqual(headers);
  expect(request.body.chunks[0]?.data).toBe(body);
  expect(request.authority).toBe('localhost:1');
  expect(notes).toEqual([]);
});

test('a form becomes multipart with a fixed boundary', () => {
  const { request } = only(
    `curl -F a=1 -F 'b=x;type=text/plain' --form-string 'c=;type=y' http://h/`,
  );
  const boundary = '------------------------sluice0123456789';
  expect(request.headers.at(-1)).toEqual([
    'content-type',
    `multipart/form-data; boundary=${boundary}`,
  ]);
  expect(request.body.chunks[0]?.data.split('\r\n')).toEqual([
    `--${boundary}`,
    'Content-Disposition: form-data; name="a"',
    '',
    '1',
    `--${boundary}`,
    'Content-Disposition: form-data; name="b"',
    'Content-Type: text/plain',
    '',
    'x',
    `--${boundary}`,
    'Content-Disposition: form-data; name="c"',
    '',
    ';type=y',
    `--${boundary}--`,
    '',
  ]);
});

test('what is unknown, not read or without part is named', () => {
  const { notes } = only(
    `curl -sSk --max-time 20 --frobnicate -d @body.json -H nocolon --data-binary @- -b jar https://h/`,
  );
  expect(notes).toEqual([
    'curl has no option --frobnicate; it is left out.',
    'The file body.json (-d) is not read here; choose a file at the body instead.',
    'The header "nocolon" has no colon; curl leaves it out.',
    'What is piped into curl (--data-binary) is not read here; choose a file at the body instead.',
    'The file jar (-b) is not read here; add its cookies as a header instead.',
    'Without part in the request: -s, -S, -k, --max-time 20.',
  ]);
});

test.each(['-d', '--data-binary', '--json', '--data-urlencode'])(
  '%s with a file is a request with a body, though the file is not read',
  (option) => {
    const { request } = only(`curl ${option} @body.json http://h/`);
    expect(request.method).toBe('POST');
    expect(request.headers.map(([name]) => name)).toContain('content-type');
  },
);

test('what is no command of a shell says what to copy instead', () => {
  const problem = (text: string) => {
    const found = readCurl(text);
    return found.ok ? '' : found.problem;
  };
  expect(problem('curl -H “a: b” http://h/')).toMatch(/^“ is a quotation mark for people/);
  expect(problem(`curl -H "a: “b”" http://h/`)).toBe('');
  expect(problem('await fetch("https://h/", {});')).toContain('Copy as cURL (bash)');
});

test('options of one letter may share a word, and take the rest of it as their value', () => {
  expect(only(`curl -sXPUT -HX-A:1 h/p`).request).toMatchObject({
    method: 'PUT',
    scheme: 'http',
    authority: 'h',
    path: '/p',
    headers: expect.arrayContaining([['X-A', '1']]) as unknown,
  });
});

test('several commands, several URLs and --next are several requests', () => {
  const found = read(`$ A=1 curl a/1 a/2 --next -I b/3 | jq .\ncurl c/4`);
  expect(
    found.map(({ request }) => `${request.method} ${request.authority}${request.path}`),
  ).toEqual(['GET a/1', 'GET a/2', 'HEAD b/3', 'GET c/4']);
});

test.each([
  [
    'wget http://h/',
    'There is no curl command in this text, and it is neither raw HTTP nor a HAR.',
  ],
  ['curl -X POST', 'The curl command has no URL.'],
  ['curl h -H', 'The option -H needs a value.'],
  ['curl ftp://h/', '"ftp://h/" is no URL of http or https.'],
  [
    'curl ^"http://h/^"',
    'This line is for the command prompt of Windows; choose "Copy as cURL (bash)".',
  ],
  [
    'curl "http://h/" ^\n  -H "a: it\'s"',
    'This line is for the command prompt of Windows; choose "Copy as cURL (bash)".',
  ],
])('%s is refused', (line, problem) => {
  expect(readCurl(line)).toEqual({ ok: false, problem });
});

test.each([`'a: x^"y'`, `"a: x^" -H "b: ^"`, `'a: it'\\''s ^"'`, `'a: ^\n'`])(
  'a caret within the quotes of the value %s is the value',
  (value) => {
    expect(readCurl(`curl http://h/ -H ${value}`).ok).toBe(true);
  },
);
