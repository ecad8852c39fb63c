// A place in a Project in words.

import type { Project } from '#project/schema.ts';

type Path = readonly (string | number)[];

export function whereIs(project: Project, path: Path, text: string, offset: number): string {
  const [room, index, ...rest] = path;
  if (room === 'scenarios' && typeof index === 'number')
    return inScenario(project.scenarios[index], rest);
  if (room === 'plugins' && typeof index === 'number')
    return inPlugin(project, index, rest, lineOf(text, offset));
  return path.join('.');
}

function inScenario(scenario: Project['scenarios'][number] | undefined, path: Path): string {
  const name = `Scenario "${scenario?.name}"`;
  const [part, index, side, ...rest] = path;
  if (part === 'exchanges' && typeof index === 'number') {
    const exchange = scenario?.exchanges[index];
    const many = (scenario?.exchanges.length ?? 1) > 1 ? ` ${index + 1}` : '';
    const message: unknown = side === 'request' ? exchange?.request : exchange?.upstream;
    const of = side === 'request' ? `request${many}` : `answer of the upstream${many}`;
    return `${name}, ${of}, ${inMessage(message, rest)}`;
  }
  if (part === 'calls' && typeof index === 'number') {
    const mock = scenario?.calls[index];
    return `${name}, mock of ${mock?.cluster}, ${inMessage(mock?.server, rest)}`;
  }
  if (part === 'expect' && typeof index === 'number') return `${name}, assertion ${index + 1}`;
  return `${name}, ${path.join('.')}`;
}

function inMessage(message: unknown, [member, index]: Path): string {
  const list: unknown = isObject(message) ? message[String(member)] : undefined;
  const pair: unknown = Array.isArray(list) && typeof index === 'number' ? list[index] : undefined;
  if (Array.isArray(pair))
    return `${member === 'trailers' ? 'trailer' : 'header'} ${String(pair[0])}`;
  return String(member);
}

function inPlugin(project: Project, index: number, path: Path, line: number): string {
  const plugin = project.plugins[index];
  const [part, member, at] = path;
  if (part === 'source') {
    const files = plugin?.source.kind === 'assemblyscript' ? plugin.source.files : [];
    return `${files[Number(at)]?.path ?? 'source'}, line ${line}`;
  }
  const name = plugin?.name ?? '';
  const of = name === '' ? `Plugin ${index + 1}` : `Plugin ${name}`;
  if (part === 'vm' && member === 'environment') return `${of}, environment variable ${at}`;
  if (part === 'vm') return `${of}, VM configuration`;
  return `${of}, ${String(part)}`;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
