// What a file of the SDK declares, with its comments. Reads the plain shape that the SDK is written in, not all of TypeScript: members are
// indented by two blanks, and a comment stands right before what it is about.

export interface Member {
  name: string;
  /** As it is declared, on one line. */
  signature: string;
  /** Text of the comment before it; "" when there is none. */
  comment: string;
  isPublic: boolean;
  /** What stands between its braces. */
  body: string;
}

export interface Declaration extends Member {
  kind: 'class' | 'const' | 'enum' | 'function' | 'namespace';
  members: Member[];
}

export interface Reexport {
  name: string;
  original: string;
  /** Name of the file, without extension. */
  from: string;
}

export interface SdkFile {
  /** First comment: what the file owns. */
  about: string;
  declarations: Declaration[];
  reexports: Reexport[];
  imports: Reexport[];
}

export function readFileDeclarations(text: string): SdkFile {
  const lines = text.split('\n');
  const about = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  );
  return {
    about: about.map((line) => line.slice(3)).join(' '),
    declarations: declarationsOf(lines),
    reexports: listed('export', text),
    imports: listed('import', text),
  };
}

function listed(word: 'export' | 'import', text: string): Reexport[] {
  const statement = new RegExp(`^${word} \\{([^}]*)\\} from '\\./([\\w-]+)';`, 'gm');
  return [...text.matchAll(statement)].flatMap(([, names = '', from = '']) =>
    [...names.matchAll(/(\w+)(?: as (\w+))?/g)].map(([, original = '', alias]) => ({
      name: alias ?? original,
      original,
      from,
    })),
  );
}

const head = /^(export )?(?:abstract )?(class|const|let|enum|function|namespace) (\w+)/;

function declarationsOf(lines: string[]): Declaration[] {
  return blocks(lines, '').flatMap(({ comment, text }): Declaration[] => {
    // Decorators, which TypeScript does not know on these, have lines or words of their own.
    const code = text.replaceAll(/^(?:\/\/ @ts-ignore.*\n|@\w+(?:\(.*\))?\s+)+/g, '');
    const [, exported, word, name = ''] = head.exec(code) ?? [];
    if (word === undefined || /^(export )?const enum/.test(code)) return [];
    const kind = word === 'let' ? 'const' : (word as Declaration['kind']);
    const open = kind === 'const' ? -1 : code.indexOf('{\n');
    const body = open < 0 ? code : code.slice(open + 2, code.lastIndexOf('}'));
    const signature = open < 0 ? code : code.slice(0, open);
    const inner = kind === 'class' || kind === 'namespace' || kind === 'enum';
    return [
      {
        kind,
        name,
        comment,
        body,
        isPublic: exported !== undefined,
        signature: shownSignature(kind, signature),
        members: inner ? membersOf(kind, body.split('\n')) : [],
      },
    ];
  });
}

function shownSignature(kind: Declaration['kind'], code: string): string {
  const plain = oneLine(code).replace(/^export /, '');
  return kind === 'const' ? plain.replace(/ = new (\w+).*$/, ': $1').replace(/ =.*$/, '') : plain;
}

const memberHead =
  /^(?:(private|protected) )?(?:export )?(?:readonly )?(?:static |get |set |function |const )?(\w+)/;

function membersOf(kind: 'class' | 'enum' | 'namespace', lines: string[]): Member[] {
  return blocks(lines, '  ').flatMap(({ comment, text }): Member[] => {
    const code = text.replaceAll(/^ {2}/gm, '');
    if (code.startsWith('constructor(')) return parametersOf(code);
    const [, hidden, name] = memberHead.exec(code) ?? [];
    if (name === undefined) return [];
    const open = code.indexOf('{\n');
    const signature = kind === 'enum' ? code : code.slice(0, open < 0 ? undefined : open);
    const isPublic = hidden === undefined && (kind !== 'namespace' || code.startsWith('export '));
    const shown = oneLine(signature)
      .replace(/^export (function )?/, '')
      .replace(/[;,]$/, '');
    return [
      {
        name,
        comment,
        isPublic,
        body: open < 0 ? code : code.slice(open),
        signature: shown.replace(/ \{\}$/, ''),
      },
    ];
  });
}

/** Fields that a constructor's parameters make. The constructor itself, when it can be called, is one of them. */
function parametersOf(code: string): Member[] {
  const inside = code.slice(code.indexOf('(') + 1, code.indexOf('\n) {'));
  const fields = blocks(inside.split('\n'), '  ').flatMap(({ comment, text }): Member[] => {
    const [, name] = /readonly (\w+)/.exec(text) ?? [];
    const isPublic = name !== undefined && !/\b(private|protected)\b/.test(text);
    if (!isPublic) return [];
    return [{ name, comment, isPublic, body: '', signature: oneLine(text).replace(/,$/, '') }];
  });
  return [
    ...fields,
    { name: 'constructor', comment: '', isPublic: false, body: code, signature: '' },
  ];
}

interface Block {
  comment: string;
  text: string;
}

/** Cuts lines into declarations of that indent, each with the comment before it. */
function blocks(lines: string[], indent: string): Block[] {
  const found: Block[] = [];
  let comment: string[] = [];
  let text: string[] = [];
  let inComment = false;
  for (const line of lines) {
    const isOuter = line.startsWith(indent) && !/^[\s})]/.test(line.slice(indent.length));
    if (text.length === 0 && (inComment || (isOuter && line.trimStart().startsWith('/**')))) {
      if (!inComment) comment = [];
      comment.push(line);
      inComment = !line.includes('*/');
      continue;
    }
    const isRemark = line.trimStart().startsWith('// ') && !line.includes('@ts-ignore');
    if (text.length === 0 && (!isOuter || isRemark || line.trim() === '')) continue;
    text.push(line);
    const rest = line.slice(indent.length);
    const ends =
      !rest.startsWith('// @ts-ignore') &&
      !/^@\w+$/.test(rest) &&
      /^(?:\}|\S.*(?:[;,]|\{.*\})$)/.test(rest);
    if (!ends) continue;
    found.push({ comment: textOf(comment), text: text.join('\n') });
    comment = [];
    text = [];
  }
  return found;
}

/** The text of a comment, its parameters as a list. */
function textOf(comment: string[]): string {
  return comment
    .map((line) =>
      line
        .trim()
        .replace(/^\/\*\* ?/, '')
        .replace(/ ?\*\/$/, '')
        .replace(/^\* ?/, ''),
    )
    .join('\n')
    .trim();
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('( ', '(')
    .replaceAll(/,? \)/g, ')')
    .trim();
}
