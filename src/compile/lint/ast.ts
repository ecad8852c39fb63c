// asc's syntax tree as far as the lints look at it: nodes are told by their kind, children are found by walking the fields.

import type { AscRange } from '../asc.ts';

/** Numbers of asc's `NodeKind`, and what the fields of these nodes are; a test holds them to asc. */
export const Kind = {
  Parameter: 6,
  Identifier: 7,
  Assertion: 8,
  Binary: 9,
  Call: 10,
  Literal: 17,
  Parenthesized: 21,
  PropertyAccess: 22,
  This: 25,
  UnaryPostfix: 28,
  UnaryPrefix: 29,
  Return: 44,
  Variable: 48,
  ClassDeclaration: 52,
  FieldDeclaration: 55,
  FunctionDeclaration: 56,
  MethodDeclaration: 59,
  VariableDeclaration: 62,
} as const;

export interface AscNode {
  kind: number;
  range: AscRange;
}

export interface AscSource {
  normalizedPath: string;
  statements: AscNode[];
}

function isNode(value: unknown): value is AscNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'range' in value;
}

/** A field of a node that is a node, or null. */
export function child(node: AscNode, field: string): AscNode | null {
  const value: unknown = Reflect.get(node, field);
  return isNode(value) ? value : null;
}

/** A field of a node that is a list of nodes. */
export function list(node: AscNode, field: string): AscNode[] {
  const value: unknown = Reflect.get(node, field);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A field of a node that is a number; 0 when there is none. */
export function numeric(node: AscNode, field: string): number {
  const value: unknown = Reflect.get(node, field);
  return typeof value === 'number' ? value : 0;
}

/** A field of a node that is text; null when there is none. */
export function textual(node: AscNode, field: string): string | null {
  const value: unknown = Reflect.get(node, field);
  return typeof value === 'string' ? value : null;
}

/** The node and all below it, parents first. */
export function* walk(node: AscNode): Generator<AscNode> {
  yield node;
  for (const [field, value] of Object.entries(node)) {
    if (field === 'range') continue;
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* walk(one);
  }
}

/** Name of a declaration. */
export function nameOf(node: AscNode): string {
  const name = child(node, 'name');
  return name === null ? '' : (textual(name, 'text') ?? '');
}

/** What an expression names, with dots: `request.headers.add`, `this.help`. Other parts are a question mark. */
export function pathOf(node: AscNode | null): string {
  if (node === null) return '?';
  const inner = child(node, 'expression');
  switch (node.kind) {
    case Kind.Identifier:
      return textual(node, 'text') ?? '?';
    case Kind.This:
      return 'this';
    case Kind.Parenthesized:
    case Kind.Assertion:
      return pathOf(inner);
    case Kind.PropertyAccess:
      return `${pathOf(inner)}.${pathOf(child(node, 'property'))}`;
    default:
      return '?';
  }
}

/** The text of a string literal; null for everything else. */
export function stringOf(node: AscNode | undefined): string | null {
  return node?.kind === Kind.Literal ? textual(node, 'value') : null;
}

/** The elements of an array literal; none for everything else. */
export function elementsOf(node: AscNode | undefined): AscNode[] {
  return node?.kind === Kind.Literal ? list(node, 'elementExpressions') : [];
}
