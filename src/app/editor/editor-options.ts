// How every editor of the page looks.

import type { monaco } from './monaco.ts';

export const editorOptions = {
  automaticLayout: true,
  fontFamily: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace',
  fontSize: 12.5,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 14,
  glyphMargin: false,
  folding: false,
  bracketPairColorization: { enabled: false },
  guides: { indentation: false },
  scrollBeyondLastLine: false,
  padding: { top: 6, bottom: 6 },
  overviewRulerBorder: false,
  renderLineHighlight: 'line',
  smoothScrolling: false,
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
} satisfies Parameters<typeof monaco.editor.create>[1];
