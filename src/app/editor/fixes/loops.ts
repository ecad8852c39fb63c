// Fixes for loops that AssemblyScript does not have: over the values of a list, and by a function that uses what is around it.

import { closingOf, type FixMaker, indentAt } from './fix.ts';

function freeIndex(text: string): string {
  return ['i', 'index', 'at'].find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'position';
}

const title = 'Loop by index';

/** Maps and sets have no index; what a name is can be told where it is declared or first given. */
function isKeyed(text: string, expression: string): boolean {
  const name = expression.slice(expression.lastIndexOf('.') + 1).replaceAll(/\W/g, '');
  return new RegExp(`\\b${name}\\b\\s*(?::\\s*|(?::[^=\\n]*)?=\\s*new\\s+)(?:Map|Set)\\b`).test(
    text,
  );
}

/** `for (const name of names) {` */
export const overValues: FixMaker = ({ text, diagnostic: { range } }) => {
  const head = /^for \((?:const|let) (\w+) of /.exec(text.slice(range.start));
  const close = closingOf(text, range.start + 4);
  const open = close < 0 ? null : /^\s*\{/.exec(text.slice(close));
  if (head === null || open === null) return [];
  const expression = text.slice(range.start + head[0].length, close - 1).trim();
  if (isKeyed(text, expression)) return [];
  const end = close + open[0].length;
  const indent = indentAt(text, range.start);
  const index = freeIndex(text.slice(range.start, closingOf(text, end - 1)));
  const isPath = /^[\w.]+$/.test(expression);
  const list = isPath ? expression : 'list';
  const before = isPath ? '' : `const list = ${expression};\n${indent}`;
  const put = `${before}for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {\n${indent}  const ${head[1]} = ${list}[${index}];`;
  return [{ title, edits: [{ start: range.start, end, text: put }] }];
};

/** `names.forEach((name) => { … })` that uses a variable from outside. */
export const closureInForEach: FixMaker = ({ text, diagnostic: { range } }) => {
  const calls = text.matchAll(/([\w.]+)\.forEach\(\((\w+)(?::[^,()]+)?\)(?::\s*void)?\s*=>\s*\{/g);
  for (const call of [...calls].toReversed()) {
    const open = call.index + call[0].length;
    const close = closingOf(text, open - 1);
    if (range.start < open || close < 0 || range.start >= close) continue;
    const body = text.slice(open, close);
    const end = /^\s*\)/.exec(text.slice(close));
    // A return would leave the loop's surroundings then.
    if (end === null || /\breturn\b/.test(body)) return [];
    const [, list = '', name = ''] = call;
    const index = freeIndex(body);
    const indent = indentAt(text, call.index);
    const head = `for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {\n${indent}  const ${name} = ${list}[${index}];`;
    return [
      {
        title,
        edits: [
          { start: call.index, end: open, text: head },
          { start: close, end: close + end[0].length, text: '' },
        ],
      },
    ];
  }
  return [];
};
