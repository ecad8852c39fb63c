// The cures of the lints, where one edit is the cure.

import { type FixInput, type FixMaker, marked, replaceMarked, type TextEdit } from './fix.ts';

export const hostForAuthority: FixMaker = (input) => [
  {
    title: "Change to ':authority'",
    edits: [replaceMarked(input, marked(input).replace(/:host/i, ':authority'))],
  },
];

export const removedProperty: FixMaker = (input) => {
  const found = /\[\s*(?=["'])/.exec(marked(input));
  if (found === null) return [];
  const at = input.diagnostic.range.start + found.index + found[0].length;
  return [{ title: "Read it below 'xds'", edits: [{ start: at, end: at, text: "'xds', " }] }];
};

export const staleContentLength: FixMaker = (input) => {
  const word = /(\w+)\.headers\.remove/.exec(input.diagnostic.message)?.[1] ?? '';
  const callback = word === 'request' ? 'onRequestHeaders' : 'onResponseHeaders';
  const line = `${word}.headers.remove('content-length');`;
  const edit = atStartOf(input, callback, () => line);
  return edit === null ? [] : [{ title: `Remove content-length in ${callback}`, edits: [edit] }];
};

export const partialBody: FixMaker = (input) => {
  const callback = /on(?:Request|Response)Body/.exec(input.diagnostic.message)?.[0] ?? '';
  const edit = atStartOf(input, callback, (parameters) => {
    const end = /^[^,]*,\s*(\w+)/.exec(parameters)?.[1];
    return end === undefined
      ? null
      : `if (!${end}) return FilterDataStatus.StopIterationAndBuffer;`;
  });
  return edit === null ? [] : [{ title: 'Wait for the whole body', edits: [edit] }];
};

export const neverResumed: FixMaker = (input) => {
  const held = marked(input);
  const put = held.replace(/\.Stop\w+/, '.Continue');
  return put === held ? [] : [{ title: 'Return Continue', edits: [replaceMarked(input, put)] }];
};

export const misspeltCallback: FixMaker = (input) => {
  const name = /is named (\w+)\.$/.exec(input.diagnostic.message)?.[1] ?? '';
  return [{ title: `Rename it to ${name}`, edits: [replaceMarked(input, name)] }];
};

/** A line at the start of a method's body; null when the method is not written here, or there is no such line. */
function atStartOf(
  { text }: FixInput,
  method: string,
  lineFor: (parameters: string) => string | null,
): TextEdit | null {
  const found = new RegExp(`^([ \\t]*)${method}\\(([^)]*)\\)[^{\\n]*\\{`, 'm').exec(text);
  const line = found === null ? null : lineFor(found[2] ?? '');
  if (found === null || line === null) return null;
  const at = found.index + found[0].length;
  return { start: at, end: at, text: `\n${found[1]}  ${line}` };
}
