// A shared Project as Markdown: a link in one line, or with code and results, short enough for an issue.

import type { Project } from '#project/schema.ts';

/** What an issue tracker takes, with room to spare. */
const mostCharacters = 60_000;

export function markdownLink(project: Project, url: string): string {
  return `[${plain(project.name)} in Sluice](${url})`;
}

/** `results` has a line for each scenario. Code that would be too long is in the link alone. */
export function markdownWithCode(
  project: Project,
  url: string,
  results: readonly string[],
): string {
  const head = `${markdownLink(project, url)}, a filter for Envoy${described(project)}`;
  const end = results.map((line) => `- ${plain(line)}`).join('\n');
  const code = project.plugins.flatMap(({ name, source }) => codeBlocks(name, source, project));
  const length = code.reduce((sum, block) => sum + block.length, head.length + end.length);
  const shown = length > mostCharacters ? ['The code is in the link.'] : code;
  return `${[head, ...shown, end].filter((part) => part !== '').join('\n\n')}\n`;
}

function described({ description }: Project): string {
  return description === '' ? '.' : `: ${plain(description)}`;
}

function codeBlocks(
  pluginName: string,
  source: Project['plugins'][number]['source'],
  project: Project,
): string[] {
  const of = project.plugins.length > 1 && pluginName !== '' ? `${plain(pluginName)}, ` : '';
  if (source.kind === 'module')
    return [
      `${of}\`${source.name.replaceAll('`', '')}\`${source.sha256 === '' ? '' : `, sha256 \`${source.sha256}\``}`,
    ];
  const several = source.files.length > 1 || of !== '';
  return source.files.map(({ path, text }) => {
    const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1));
    return `${several ? `${of}\`${path}\`\n\n` : ''}${fence}ts\n${text.trimEnd()}\n${fence}`;
  });
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

/** One line in which nothing is taken for Markdown. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&');
}
