// Monaco's two themes, made of the page's tokens.

import { monaco } from './monaco.ts';

function token(styles: CSSStyleDeclaration, name: string): string {
  const value = styles.getPropertyValue(`--sl-${name}`).trim();
  // The build shortens `#ffffff` to `#fff`, which Monaco does not read.
  return value.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');
}

/** Defines the theme of the colour scheme in force and puts it on. */
export function applyEditorTheme(dark: boolean): void {
  const styles = getComputedStyle(document.documentElement);
  const color = (name: string): string => token(styles, name);
  const bare = (name: string): string => color(name).replace('#', '');
  const name = dark ? 'sluice-dark' : 'sluice-light';
  monaco.editor.defineTheme(name, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('text-1') },
      { token: 'keyword', foreground: bare('code-kw') },
      { token: 'type', foreground: bare('code-type') },
      { token: 'type.identifier', foreground: bare('code-type') },
      { token: 'string', foreground: bare('code-str') },
      { token: 'string.escape', foreground: bare('code-fn') },
      { token: 'number', foreground: bare('code-num') },
      { token: 'comment', foreground: bare('code-com'), fontStyle: 'italic' },
      { token: 'delimiter', foreground: bare('code-punct') },
      { token: 'annotation', foreground: bare('code-fn') },
    ],
    colors: {
      'editor.background': color('pane'),
      'editor.foreground': color('text-1'),
      'editorLineNumber.foreground': color('text-3'),
      'editorLineNumber.activeForeground': color('text-1'),
      'editor.lineHighlightBackground': color('code-line'),
      'editor.lineHighlightBorder': color('code-line'),
      'editor.selectionBackground': color('accent-soft'),
      'editorCursor.foreground': color('accent'),
      'editorWidget.background': color('overlay'),
      'editorWidget.border': color('line-strong'),
      'editorHoverWidget.background': color('overlay'),
      'editorHoverWidget.border': color('line-strong'),
      'editorSuggestWidget.background': color('overlay'),
      'editorSuggestWidget.border': color('line-strong'),
      'editorSuggestWidget.selectedBackground': color('accent-soft'),
      'editorSuggestWidget.selectedForeground': color('text-1'),
      'editorSuggestWidget.highlightForeground': color('accent'),
      'editorError.foreground': color('fault-mark'),
      'editorWarning.foreground': color('changed-mark'),
      'editorInfo.foreground': color('accent'),
      'editorIndentGuide.background1': color('line'),
      'editorIndentGuide.activeBackground1': color('line-strong'),
      'editorBracketMatch.background': color('accent-soft'),
      'editorBracketMatch.border': color('accent-line'),
      'scrollbarSlider.background': `${color('line-strong')}80`,
      'scrollbarSlider.hoverBackground': color('line-strong'),
      'scrollbarSlider.activeBackground': color('line-control'),
      focusBorder: color('accent'),
    },
  });
  monaco.editor.setTheme(name);
}
