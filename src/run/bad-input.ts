// What a person can write that the schema lets through and no Envoy would take: said before anything runs.

import { decodeBase64 } from '#abi/base64.ts';
import { routedClusters } from '#project/routes.ts';
import type { Configuration, Project } from '#project/schema.ts';
import type { SimObserver } from '#sim/observer.ts';

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that HTTP forbids in a value.
const forbiddenInValue = /[\0\r\n]/;

type Pairs = readonly (readonly [string, string])[];

function headerProblem(pairs: Pairs, where: string): string | null {
  for (const [name, value] of pairs) {
    if (!token.test(name)) return `${where}: "${name}" is not a header name that HTTP allows`;
    if (forbiddenInValue.test(value))
      return `${where}: the value of "${name}" holds a line break or a zero byte, which HTTP forbids`;
  }
  return null;
}

function configurationProblem(configuration: Configuration, where: string): string | null {
  if (configuration.encoding === 'bytes' && decodeBase64(configuration.text) === null)
    return `${where} is not base64`;
  if (configuration.encoding !== 'struct' || configuration.text === '') return null;
  try {
    const value: unknown = JSON.parse(configuration.text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null;
    return `${where} is a Struct, so it must be a JSON object`;
  } catch (error) {
    return `${where} is a Struct, but it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function routeProblem({ clusters }: Project, name: string): string | null {
  const cluster = clusters.find((one) => one.name === name);
  if (cluster === undefined) {
    const names = clusters.map((one) => `"${one.name}"`).join(', ');
    return `the route goes to cluster "${name}"; the project has ${names === '' ? 'none' : names}`;
  }
  return cluster.protocol === 'http1'
    ? null
    : `the route goes to cluster "${name}", which is spoken to over HTTP/2; that is emulated for gRPC calls alone`;
}

function* problems(project: Project): Generator<{ plugin: number; message: string | null }> {
  for (const [plugin, one] of project.plugins.entries()) {
    yield { plugin, message: configurationProblem(one.configuration, 'the plugin configuration') };
    yield { plugin, message: configurationProblem(one.vm.configuration, 'the VM configuration') };
  }
  for (const name of routedClusters(project)) {
    yield { plugin: 0, message: routeProblem(project, name) };
  }
  for (const scenario of project.scenarios) {
    for (const { request, upstream } of scenario.exchanges) {
      yield {
        plugin: 0,
        message: token.test(request.method)
          ? null
          : `"${request.method}" is not a method that HTTP allows`,
      };
      yield {
        plugin: 0,
        message: /^[^\s]+$/.test(request.path)
          ? null
          : 'the path must not be empty and must hold no blanks',
      };
      yield { plugin: 0, message: headerProblem(request.headers, 'request header') };
      yield { plugin: 0, message: headerProblem(request.trailers, 'request trailer') };
      if (upstream.kind === 'answer')
        yield { plugin: 0, message: headerProblem(upstream.headers, 'upstream header') };
    }
  }
}

/** Reports the first problem as a fault. True when there is one. */
export function findBadInput(project: Project, observer: SimObserver): boolean {
  for (const { plugin, message } of problems(project)) {
    if (message === null) continue;
    observer.fault({
      kind: 'bad-input',
      plugin,
      callback: '',
      contextId: 0,
      message,
      envoyText: [],
      frames: [],
    });
    return true;
  }
  return false;
}
