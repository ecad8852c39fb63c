// WebAssembly's text format for Monaco: its colours, and the functions of a module as the outline that one can search.

import { monaco } from '../monaco.ts';
import type { TextFunction } from '#doctor/module-text.ts';
import { formatBytes } from '#trace/units.ts';

export const watLanguage = 'wat';

type Model = ReturnType<typeof monaco.editor.createModel>;

const functionsOf = new WeakMap<Model, readonly TextFunction[]>();

export function setFunctions(model: Model, functions: readonly TextFunction[]): void {
  functionsOf.set(model, functions);
}

monaco.languages.register({ id: watLanguage });
monaco.languages.setMonarchTokensProvider(watLanguage, {
  tokenizer: {
    root: [
      [/;;.*$/, 'comment'],
      [/\(;.*?;\)/, 'comment'],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/\$[^\s()]+/, 'identifier'],
      [/\b(?:i32|i64|f32|f64|v128|funcref|externref)\b(?!\.)/, 'type'],
      [/[-+]?(?:0x[\da-fA-F_.p]+|\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?)\b/, 'number'],
      [/[a-z][\w.]*/, 'keyword'],
      [/[()=]/, 'delimiter'],
    ],
  },
});
monaco.languages.registerDocumentSymbolProvider(watLanguage, {
  provideDocumentSymbols: (model) =>
    (functionsOf.get(model) ?? []).map(({ name, line, endLine, bytes }) => {
      const range = new monaco.Range(line, 1, endLine, 1);
      return {
        // The size first: names are long, and what is too long is cut at the end.
        name: `${formatBytes(bytes)} ${name}`,
        detail: '',
        kind: monaco.languages.SymbolKind.Function,
        tags: [],
        range,
        selectionRange: range,
      };
    }),
});
