// What the lints ask about a filter: its classes and functions, the calls in them, and what a callback reaches.

import type { AscRange } from '../asc.ts';
import {
  type AscNode,
  type AscSource,
  child,
  elementsOf,
  Kind,
  list,
  nameOf,
  pathOf,
  stringOf,
  walk,
} from './ast.ts';

export interface Call {
  /** What is called: `request.headers.add`. */
  path: string;
  /** Its last part. */
  name: string;
  args: AscNode[];
  range: AscRange;
}

/** A method or a function. */
export interface Routine {
  name: string;
  node: AscNode;
  calls: Call[];
}

export interface ClassFacts {
  node: AscNode;
  methods: ReadonlyMap<string, Routine>;
}

export interface Facts {
  /** The person's own files. */
  sources: readonly AscSource[];
  /** Files of the SDKs that these import. */
  library: readonly AscSource[];
  classes: ClassFacts[];
  functions: ReadonlyMap<string, Routine>;
  /** All calls of all files. */
  calls: Call[];
}

export function factsOf(sources: readonly AscSource[], library: readonly AscSource[]): Facts {
  const nodes = sources.flatMap(({ statements }) => statements.flatMap((one) => [...walk(one)]));
  const classes = nodes
    .filter(({ kind }) => kind === Kind.ClassDeclaration)
    .map((node) => ({ node, methods: routines(list(node, 'members'), Kind.MethodDeclaration) }));
  const functions = routines(nodes, Kind.FunctionDeclaration);
  return { sources, library, classes, functions, calls: callsIn(nodes) };
}

function routines(nodes: AscNode[], kind: number): Map<string, Routine> {
  return new Map(
    nodes
      .filter((node) => node.kind === kind)
      .map((node) => [nameOf(node), { name: nameOf(node), node, calls: callsIn([...walk(node)]) }]),
  );
}

function callsIn(nodes: AscNode[]): Call[] {
  return nodes
    .filter(({ kind }) => kind === Kind.Call)
    .map((node) => {
      const path = pathOf(child(node, 'expression'));
      const name = path.slice(path.lastIndexOf('.') + 1);
      return { path, name, args: list(node, 'args'), range: node.range };
    });
}

/** A method and what it calls of its own class and of the files' functions, directly or by way of these. */
export function reachable(facts: Facts, { methods }: ClassFacts, name: string): Routine[] {
  const found = new Set<Routine>();
  const visit = (routine: Routine | undefined): void => {
    if (routine === undefined || found.has(routine)) return;
    found.add(routine);
    for (const { path, name: called } of routine.calls) {
      if (path === `this.${called}` || path === `super.${called}`) visit(methods.get(called));
      else if (path === called) visit(facts.functions.get(called));
    }
  };
  visit(methods.get(name));
  return [...found];
}

export const directions = ['Request', 'Response'] as const;
export type Direction = (typeof directions)[number];

const headerChange =
  /^(request|response)\.headers\.(?:add|replace|remove|setPairs)$|^stream_context\.headers\.(request|response)\.(?:add|replace|remove|set_headers)$/;
const bodyCall = /^(request|response)\.body\.(\w+)$/;

/** The direction whose headers a call changes; null when it changes none. */
export function changedHeaders({ path }: Call): Direction | null {
  const match = headerChange.exec(path);
  return directionOf(match?.[1] ?? match?.[2]);
}

/** The direction whose body a call changes. */
export function changedBody(call: Call): Direction | null {
  const match = bodyCall.exec(call.path);
  if (/^(?:replace|append|prepend)(?:Bytes)?$/.test(match?.[2] ?? ''))
    return directionOf(match?.[1]);
  return call.path === 'set_buffer_bytes' ? directionOfBuffer(call) : null;
}

/** The direction whose body a call reads. */
export function readBody(call: Call): Direction | null {
  const match = bodyCall.exec(call.path);
  if (/^(?:text|bytes)$/.test(match?.[2] ?? '')) return directionOf(match?.[1]);
  return call.path === 'get_buffer_bytes' ? directionOfBuffer(call) : null;
}

function directionOf(word: string | undefined): Direction | null {
  return word === 'request' ? 'Request' : word === 'response' ? 'Response' : null;
}

function directionOfBuffer({ args: [type] }: Call): Direction | null {
  const buffer = pathOf(type ?? null);
  return directions.find((one) => buffer === `BufferTypeValues.Http${one}Body`) ?? null;
}

/** What a routine returns, one text per return: all names in it. */
export function returns({ node }: Routine): { names: string[]; range: AscRange }[] {
  return [...walk(node)]
    .filter(({ kind }) => kind === Kind.Return)
    .map((one) => ({
      names: [...walk(one)].filter(({ kind }) => kind === Kind.Identifier).map((id) => pathOf(id)),
      range: one.range,
    }));
}

/** Whether a name is one of the answers that hold a message. */
export function isHolding(name: string): boolean {
  return /^Stop(?:All)?Iteration/.test(name);
}

/** All string literals, and the array literals that start with strings, as these strings. */
export function literals({ sources }: Facts): { strings: Call['args']; paths: string[][] } {
  const nodes = sources.flatMap(({ statements }) => statements.flatMap((one) => [...walk(one)]));
  return {
    strings: nodes.filter((node) => stringOf(node) !== null),
    paths: nodes.map((node) =>
      elementsOf(node).flatMap((one) => {
        const text = stringOf(one);
        return text === null ? [] : [text];
      }),
    ),
  };
}
