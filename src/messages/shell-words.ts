// Command lines as bash reads them: words with their quotes taken away, and the operators between commands.

import { bad, type Checked, good } from './rules.ts';

export type ShellToken = { kind: 'word'; text: string } | { kind: 'operator'; text: string };

const escapes: Partial<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Variables and substitutions are not expanded; they stay as they are written. */
export function shellTokens(line: string): Checked<ShellToken[]> {
  const tokens: ShellToken[] = [];
  let word: string | null = null;
  let at = 0;

  const finishWord = (): void => {
    if (word !== null) tokens.push({ kind: 'word', text: word });
    word = null;
  };

  while (at < line.length) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (char === '\\') {
      const ending = /^\\\r?\n/.exec(line.slice(at, at + 3));
      if (ending === null) word = (word ?? '') + next;
      at += ending?.[0].length ?? 2;
    } else if (char === "'" || (char === '$' && next === "'")) {
      const quoted = char === "'" ? single(line, at + 1) : ansiC(line, at + 2);
      if (quoted === null) return unclosed(line, at, "'");
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '"') {
      const quoted = double(line, at + 1);
      if (quoted === null) return unclosed(line, at, '"');
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '\n' || '|&;<>'.includes(char)) {
      finishWord();
      tokens.push({ kind: 'operator', text: char });
      at++;
    } else if (/\s/.test(char)) {
      finishWord();
      at++;
    } else {
      word = (word ?? '') + char;
      at++;
    }
  }
  finishWord();
  return good(tokens);
}

interface Quoted {
  text: string;
  end: number;
}

function single(line: string, from: number): Quoted | null {
  const end = line.indexOf("'", from);
  return end < 0 ? null : { text: line.slice(from, end), end: end + 1 };
}

function double(line: string, from: number): Quoted | null {
  let text = '';
  for (let at = from; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"') return { text, end: at + 1 };
    if (char === '\\' && '"\\$`\n'.includes(line.charAt(at + 1))) {
      at++;
      if (line.charAt(at) !== '\n') text += line.charAt(at);
    } else text += char;
  }
  return null;
}

/** `$'…'`: the escapes of C. Those of bytes are read as UTF-8, as the terminal would. */
function ansiC(line: string, from: number): Quoted | null {
  const bytes: number[] = [];
  const put = (text: string): void => {
    bytes.push(...new TextEncoder().encode(text));
  };
  for (let at = from; at < line.length; ) {
    const rest = line.slice(at, at + 12);
    if (rest.startsWith("'")) {
      return { text: new TextDecoder().decode(Uint8Array.from(bytes)), end: at + 1 };
    }
    const byte = /^\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/.exec(rest);
    const unicode = /^\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
    if (byte !== null) {
      bytes.push(
        (byte[1] === undefined ? Number.parseInt(byte[2] ?? '', 8) : Number.parseInt(byte[1], 16)) &
          0xff,
      );
      at += byte[0].length;
    } else if (unicode !== null) {
      const code = Number.parseInt(unicode[1] ?? unicode[2] ?? '', 16);
      // Chrome writes both halves of a pair as \u each.
      const low = /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(line.slice(at + unicode[0].length));
      if (code >= 0xd800 && code <= 0xdbff && low !== null) {
        put(String.fromCharCode(code, Number.parseInt(low[1] ?? '', 16)));
        at += low[0].length;
      } else put(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
      at += unicode[0].length;
    } else if (rest.startsWith('\\')) {
      const char = rest.charAt(1);
      const escaped = escapes[char] ?? ('\\\'"?'.includes(char) ? char : `\\${char}`);
      put(escaped);
      at += 2;
    } else {
      const char = String.fromCodePoint(line.codePointAt(at) ?? 0);
      put(char);
      at += char.length;
    }
  }
  return null;
}

function unclosed(line: string, at: number, quote: string): { ok: false; problem: string } {
  const number = line.slice(0, at).split('\n').length;
  return bad(`Line ${number}: the ${quote} that opens here is never closed.`);
}
