// A document of YAML with the values that Envoy's reader takes from it. That reader decides by the text alone whether a word without quotes
// is nothing, a boolean or a whole number; all else is text, numbers with a fraction too.

import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Lexer,
  Parser,
  Scalar,
} from 'yaml';
import { ConfigProblem } from './problem.ts';
import { list, map, refuseDepth, scalar, type Tree } from './tree.ts';

/** The first document of the text. Envoy does not look at further ones; `onFurther` is told the line of each. */
export function readYaml(text: string, onFurther: (line: number) => void = () => {}): Tree {
  const lines = new LineCounter();
  const tokens = [...tokensOf(text, lines)];
  const document = firstDocument(text, tokens, lines);
  const [error] = document?.errors ?? [];
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const reason = error.message.split('\n')[0]?.replace(/ at line .*$/, '');
    throw new ConfigProblem(
      `Line ${line}: it is not YAML, at column ${col}: ${reason}.${templateHint(text, line)}`,
    );
  }
  if (document?.contents == null) throw new ConfigProblem('It is empty.');
  for (const { offset } of tokens.filter(isDocument).slice(1))
    onFurther(lines.linePos(offset).line);
  return new YamlReader(lines, text).tree(document.contents, 1);
}

const isDocument = (token: CST.Token): token is CST.Document =>
  token.type === 'document' && token.value !== undefined;

/** What `{{ … }}` and `${…}` stand for is not known here. */
function templateHint(text: string, line: number): string {
  return /\{\{|\$\{/.test(text.split('\n')[line - 1] ?? '')
    ? ' It looks like a template: give the file that is made of it.'
    : '';
}

/** Values stay text here: what they are is decided below. `<<` is a key like any other, as in Envoy. */
function firstDocument(
  text: string,
  tokens: readonly CST.Token[],
  lines: LineCounter,
): Document.Parsed | undefined {
  refuseDeepTokens(tokens, lines);
  const composer = new Composer({
    logLevel: 'silent',
    merge: false,
    schema: 'failsafe',
    uniqueKeys: false,
    version: '1.1',
  });
  const [document] = composer.compose(tokens, true, text.length);
  return document;
}

/** Words and signs; a configuration of twenty thousand routes has fewer. */
const mostLexemes = 1_000_000;

function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser();
  let count = 0;
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    lines.addNewLine(at + 1);
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > mostLexemes)
      throw new ConfigProblem(
        `It has more than ${mostLexemes} words, which is more than is read here.`,
      );
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** Before anything recursive sees them. */
function refuseDeepTokens(tokens: readonly CST.Token[], lines: LineCounter): void {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    const [first] = level;
    refuseDepth(depth, first === undefined ? null : lines.linePos(first.offset).line);
    level = level.flatMap(tokensInside);
  }
}

function tokensInside(token: CST.Token): CST.Token[] {
  const items: readonly (CST.CollectionItem | CST.Document)[] =
    'items' in token ? token.items : token.type === 'document' ? [token] : [];
  return items.flatMap((item) => [('key' in item && item.key) || [], item.value ?? []].flat());
}

class YamlReader {
  readonly #lines: LineCounter;
  readonly #text: string;
  /** An anchor may be set again; an alias means the last one before it. */
  readonly #anchors = new Map<string, Tree>();

  constructor(lines: LineCounter, text: string) {
    this.#lines = lines;
    this.#text = text;
  }

  tree(node: Node, depth: number): Tree {
    const line = this.#lineOf(node);
    refuseDepth(depth, line);
    if (isAlias(node)) {
      const found = this.#anchors.get(node.source);
      if (found !== undefined) return found;
      throw new ConfigProblem(`Line ${line}: nothing before it has the anchor &${node.source}.`);
    }
    const tree = this.#withoutAnchor(node, line, depth);
    if (!isAlias(node) && 'anchor' in node && node.anchor !== undefined)
      this.#anchors.set(node.anchor, tree);
    return tree;
  }

  #withoutAnchor(node: Node, line: number, depth: number): Tree {
    if (isScalar(node)) return scalar(scalarOf(node), line);
    if (isSeq<Node>(node))
      return list(
        node.items.map((item) => this.tree(item, depth + 1)),
        line,
      );
    const members = new Map<string, Tree>();
    if (!isMap<Node, Node | null>(node)) return map(members, line);
    for (const { key, value } of node.items) {
      const tree = value === null ? scalar(null, line) : this.tree(value, depth + 1);
      // Of a key that stands there twice Envoy keeps the last. The line of a message is that of its name.
      members.set(this.#keyOf(key, line, depth), { ...tree, line: this.#lineOf(key) });
    }
    return map(members, line);
  }

  #keyOf(key: Node, line: number, depth: number): string {
    const named = isAlias(key) ? this.tree(key, depth) : null;
    if (isScalar(key)) return isNothing(key) ? 'null' : textOf(key);
    if (named?.kind === 'scalar') return String(named.value);
    throw new ConfigProblem(
      `Line ${line}: a key must be a word, not a list or a map.${templateHint(this.#text, line)}`,
    );
  }

  #lineOf(node: Node): number {
    return this.#lines.linePos(node.range?.[0] ?? 0).line;
  }
}

const nothing = new Set(['', '~', 'null', 'Null', 'NULL']);
const yes = new Set(['y', 'yes', 'true', 'on']);
const no = new Set(['n', 'no', 'false', 'off']);

const textOf = ({ value }: Scalar): string => (typeof value === 'string' ? value : '');
const isPlain = ({ type }: Scalar): boolean => type === undefined || type === Scalar.PLAIN;
const isNothing = (node: Scalar): boolean =>
  isPlain(node) && node.tag === undefined && nothing.has(textOf(node));

/** What is quoted or a block is text; so is what has the tag `!`. Other tags say nothing to Envoy. */
function scalarOf(node: Scalar): string | number | boolean | null {
  const text = textOf(node);
  if (isNothing(node)) return null;
  const isText = node.tag === '!' || (!isPlain(node) && node.tag === undefined);
  if (isText) return text;
  return booleanOf(text) ?? wholeNumberOf(text) ?? text;
}

/** In one of three cases: `on`, `On`, `ON`. */
function booleanOf(text: string): boolean | null {
  const lower = text.toLowerCase();
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1);
  if (text !== lower && text !== capital && text !== lower.toUpperCase()) return null;
  return yes.has(lower) ? true : no.has(lower) ? false : null;
}

const int64 = 2n ** 63n;
const int32 = 2n ** 31n;

/** Hexadecimal and octal too, as C++ reads them. What has more than 32 bits is handed on as text, in decimal digits. */
function wholeNumberOf(text: string): number | string | null {
  const [, sign = '', digits = ''] = /^([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)\s*$/i.exec(text) ?? [];
  if (digits === '') return null;
  const octal = /^0[0-7]/.test(digits);
  const size = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  if (value >= int64 || value < -int64) return null;
  return value >= int32 || value < -int32 ? value.toString() : Number(value);
}
