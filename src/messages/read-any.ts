// A request in whichever of the known spellings it is pasted: curl, HAR or raw HTTP.

import type { Request } from '#project/schema.ts';
import { type FoundMessage, withoutLongBodies } from './message.ts';
import { readCurl } from './read-curl.ts';
import { readHar } from './read-har.ts';
import { readRequest } from './raw-message.ts';
import { type Checked, good } from './rules.ts';

export type Spelling = 'curl' | 'har' | 'raw';

export function spellingOf(text: string): Spelling {
  if (/^\s*[{[]/.test(text)) return 'har';
  return /^[A-Z]+ +(?:\/|\*|https?:)/.test(text.trimStart()) ? 'raw' : 'curl';
}

export function readAnySpelling(text: string, plain: Request): Checked<FoundMessage[]> {
  const read = readSpelling(text, plain);
  return read.ok ? good(read.value.map(withoutLongBodies)) : read;
}

function readSpelling(text: string, plain: Request): Checked<FoundMessage[]> {
  const spelling = spellingOf(text);
  if (spelling === 'curl') return readCurl(text);
  if (spelling === 'har') return readHar(text);
  const read = readRequest(text.trimStart(), plain);
  return read.ok ? good([{ request: read.value, answer: null, notes: [] }]) : read;
}
