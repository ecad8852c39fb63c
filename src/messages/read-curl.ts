// A command line of curl, read as the requests that curl would send.

import { type CurlOption, longOption, shortOption } from './curl-options.ts';
import { CurlSettings } from './curl-settings.ts';
import type { FoundMessage } from './message.ts';
import { bad, type Checked, good } from './rules.ts';
import { shellTokens } from './shell-words.ts';

export function readCurl(text: string): Checked<FoundMessage[]> {
  if (isForWindows(text)) {
    return bad('This line is for the command prompt of Windows; choose "Copy as cURL (bash)".');
  }
  const curly = /(?:^|[\s=])[“”‘’]/.exec(withoutQuoted(text))?.[0].trim();
  if (curly !== undefined) {
    return bad(
      `${curly} is a quotation mark for people: a shell takes it as a letter. Write " or ' in its place.`,
    );
  }
  const tokens = shellTokens(text);
  if (!tokens.ok) return tokens;
  const commands: string[][] = [[]];
  for (const token of tokens.value) {
    if (token.kind === 'operator') commands.push([]);
    else commands.at(-1)?.push(token.text);
  }
  const found: FoundMessage[] = [];
  for (const words of commands) {
    const at = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/.test(word));
    if (at < 0 || !words.slice(0, at).every(isBeforeCommand)) continue;
    const read = readCommand(words.slice(at + 1));
    if (!read.ok) return read;
    found.push(...read.value);
  }
  return found.length === 0 ? bad(whyNone(text)) : good(found);
}

function whyNone(text: string): string {
  if (/^\s*(?:await\s+)?fetch\(|Invoke-(?:WebRequest|RestMethod)/.test(text))
    return 'This is code and no command line; choose "Copy as cURL (bash)".';
  return 'There is no curl command in this text, and it is neither raw HTTP nor a HAR.';
}

/** The caret is the escape of that prompt where it stands outside of quotes; within them it is the person's own text. */
function isForWindows(text: string): boolean {
  return /(?:^|\s)\^"|\^\s*\n/.test(withoutQuoted(text));
}

/** The quotes stay, and what stands in them goes. */
function withoutQuoted(text: string): string {
  return text.replace(
    /\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs,
    (quoted) => quoted.slice(0, 1) + quoted.slice(-1),
  );
}

/** A prompt or a variable for this command alone. */
function isBeforeCommand(word: string): boolean {
  return /^(?:[$%#]|sudo|time|[A-Za-z_]\w*=.*)$/s.test(word);
}

function readCommand(words: readonly string[]): Checked<FoundMessage[]> {
  const found: FoundMessage[] = [];
  let settings = new CurlSettings();
  const finish = (): Checked<FoundMessage[]> => {
    const read = settings.messages();
    if (read.ok) found.push(...read.value);
    return read;
  };

  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--next' || word === '-:') {
      const read = finish();
      if (!read.ok) return read;
      settings = new CurlSettings();
      continue;
    }
    if (!/^-./s.test(word)) {
      settings.addUrl(word);
      continue;
    }
    for (const given of optionsOf(word)) {
      if (given.option === null)
        settings.note(`curl has no option ${given.written}; it is left out.`);
      else if (!given.option.takesValue) settings.setFlag(given.option.name, given.written);
      else {
        const value = given.value ?? words[++at];
        if (value === undefined) return bad(`The option ${given.written} needs a value.`);
        settings.setValue(given.option.name, value, given.written);
      }
    }
  }
  const read = finish();
  return read.ok ? good(found) : read;
}

interface GivenOption {
  written: string;
  option: CurlOption | null;
  /** Set when the value stands in the same word. */
  value?: string;
}

/** `-sSXPOST` holds three options, `--header` one; the value of a long option is always the next word. */
function optionsOf(word: string): GivenOption[] {
  if (word.startsWith('--')) return [{ written: word, option: longOption(word.slice(2)) }];
  const given: GivenOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const written = `-${word.charAt(at)}`;
    const option = shortOption(word.charAt(at));
    const rest = word.slice(at + 1);
    if (option?.takesValue === true && rest !== '')
      return [...given, { written, option, value: rest }];
    given.push({ written, option });
  }
  return given;
}
