// Reads docs/seeds.md: one walk per section, made of its fenced blocks. What stands behind the fence says what a block is.

import { readFileSync } from 'node:fs';

export interface Block {
  /** The first word behind the fence, such as `shows`. */
  label: string;
  /** What follows it: `Journey`, `filter.ts`. */
  argument: string;
  lines: string[];
  /** Of the fence in the document, from 1. */
  line: number;
}

export interface Walk {
  title: string;
  blocks: Block[];
}

/** What every walk has: open in Sluice, see, change, share, download, run. */
export const neededLabels = ['link', 'shows', 'share', 'download', 'sh', 'answer'] as const;
/** One of them is the change. */
export const changingLabels = ['edit', 'configuration', 'header'] as const;

export function readWalks(): Walk[] {
  const walks: Walk[] = [];
  const lines = readFileSync('docs/seeds.md', 'utf8').split('\n');
  let open: Block | null = null;
  for (const [index, line] of lines.entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open !== null && fence === null) open.lines.push(line);
    else if (open !== null) open = null;
    else if (fence !== null) {
      const [label = '', ...rest] = (fence[1] ?? '').split(' ');
      open = { label, argument: rest.join(' '), lines: [], line: index + 1 };
      const walk = walks.at(-1);
      if (walk === undefined) throw new Error(`seeds.md:${index + 1}: a block before any section`);
      walk.blocks.push(open);
    } else if (line.startsWith('## ')) walks.push({ title: line.slice(3), blocks: [] });
  }
  return walks;
}

/** The text as a pattern in which `…` stands for anything within a line. */
export function pattern(text: string): RegExp {
  const parts = text.split('…').map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(parts.join('.*'));
}
