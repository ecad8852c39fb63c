// Which modules a text imports, without parsing it: what stands in quotes behind `from` or `import`, outside of comments.

/** A comment or a string, whole; the string's own text is the second group. */
const commentOrString = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(["'`])((?:\\[\s\S]|(?!\1)[^\\])*)\1/g;

/** The names of the modules, as written. */
export function importedModules(text: string): string[] {
  return [...text.matchAll(commentOrString)].flatMap(({ index, 2: name }) =>
    name !== undefined && /\b(?:from|import)\s*$/.test(text.slice(0, index)) ? [name] : [],
  );
}
