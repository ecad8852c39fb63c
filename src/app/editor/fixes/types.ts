// Fixes for types that do not fit: casts, texts and numbers, null, fields without a first value.

import { type FixInput, type FixMaker, marked, replaceMarked } from './fix.ts';

const text = '~lib/string/String';
const number = /^(?:[iu](?:8|16|32|64|size)|f(?:32|64))$/;

/** Whether something can stand before a dot or behind a cast without brackets. */
function isPlain(expression: string): boolean {
  return /^[\w.]+(?:\([^()]*\)|\[[^[\]]*\])*!?$/.test(expression) && !/^\d/.test(expression);
}

function bracketed(expression: string): string {
  return isPlain(expression) || /^\d[\d.]*$/.test(expression) ? expression : `(${expression})`;
}

/** `Type 'A' is not assignable to type 'B'.` */
export const notAssignable: FixMaker = (input) => {
  const [, from = '', to = ''] =
    /^Type '(.+)' is not assignable to type '(.+)'/.exec(input.diagnostic.message) ?? [];
  if (from === `${to} | null`) return maybeNull(input, to);
  const expression = marked(input);
  if (to === text && (number.test(from) || from === 'bool')) {
    const isLiteral = /^\d[\d.]*$/.test(expression);
    const put = isLiteral ? `'${expression}'` : `${bracketed(expression)}.toString()`;
    return [{ title: `Make it a text: ${put}`, edits: [replaceMarked(input, put)] }];
  }
  if (from === text && number.test(to)) {
    const parse = to.startsWith('f') ? 'parseFloat' : 'parseInt';
    const put = `${to.toUpperCase()}.${parse}(${expression})`;
    return [{ title: `Read the number: ${put}`, edits: [replaceMarked(input, put)] }];
  }
  return [];
};

function maybeNull(input: FixInput, type: string): ReturnType<FixMaker> {
  const expression = marked(input);
  const never = {
    title: 'Add ! (traps when it is null)',
    edits: [replaceMarked(input, `${bracketed(expression)}!`)],
  };
  if (type !== text) return [never];
  const put = `(${expression} || '')`;
  return [{ title: "Take '' when it is null", edits: [replaceMarked(input, put)] }, never];
}

/** `Conversion from type 'f64' to 'i32' requires an explicit cast.` */
export const needsCast: FixMaker = (input) => {
  const to = /to '(\w+)' requires an explicit cast/.exec(input.diagnostic.message)?.[1];
  if (to === undefined) return [];
  const put = `<${to}>${bracketed(marked(input))}`;
  return [{ title: `Cast: ${put}`, edits: [replaceMarked(input, put)] }];
};

/** `Property 'filter/Root#name' has no initializer …` */
export const withoutFirstValue: FixMaker = ({ text: source, diagnostic: { range } }) => {
  const found = /^\s*:\s*([^;=\n]+?)\s*(?=[;\n])/.exec(source.slice(range.end));
  const value = found === null ? null : firstValue(found[1] ?? '');
  if (found === null || value === null) return [];
  const at = range.end + found[0].length;
  return [{ title: `Begin with ${value}`, edits: [{ start: at, end: at, text: ` = ${value}` }] }];
};

function firstValue(type: string): string | null {
  if (type === 'string') return "''";
  if (type === 'bool' || type === 'boolean') return 'false';
  if (number.test(type)) return '0';
  if (type.endsWith('[]')) return '[]';
  return /^(?:Map|Set|Array)<.+>$/.test(type) ? `new ${type}()` : null;
}

/** `??` is not in AssemblyScript; `||` does the same for what may be null. */
export const noNullish: FixMaker = ({ text: source, diagnostic: { range } }) =>
  source.slice(range.start - 1, range.start + 1) === '??'
    ? [
        {
          title: 'Use ||, which AssemblyScript has',
          edits: [{ start: range.start - 1, end: range.start + 1, text: '||' }],
        },
      ]
    : [];
