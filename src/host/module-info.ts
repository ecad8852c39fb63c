// What a module says about itself: imports and exports with their types, its memory, its start function, its names.
// JavaScript's own reflection does not tell function types, and Envoy's refusals quote them.

import { type WasmReader as Reader, WasmReader, WasmSyntaxError } from './wasm-reader.ts';

export interface FunctionType {
  parameters: string[];
  results: string[];
}

export interface MemoryLimits {
  minPages: number;
  maxPages: number | null;
  shared: boolean;
}

export interface ModuleImport {
  module: string;
  name: string;
  kind: 'function' | 'table' | 'memory' | 'global' | 'tag';
  type: FunctionType | null;
  memory: MemoryLimits | null;
  tableMin: number;
  tableMax: number | null;
}

export interface Section {
  id: number;
  /** Of the id byte. */
  start: number;
  /** Of the first byte behind the size. */
  contents: number;
  end: number;
}

export interface ModuleInfo {
  sections: Section[];
  imports: ModuleImport[];
  exports: { name: string; kind: number; index: number }[];
  /** By function index, imported ones first. */
  functionTypes: FunctionType[];
  memory: MemoryLimits | null;
  /** Index of the function that runs when the module is instantiated, or null. */
  startFunction: number | null;
  functionNames: ReadonlyMap<number, string>;
  globals: number;
  /** A type of the module is a struct, an array or has subtypes. */
  hasGcTypes: boolean;
  /** A section cannot be read that only the engine reads. */
  isDamaged: boolean;
}

const noType: FunctionType = { parameters: [], results: [] };
const importKinds = ['function', 'table', 'memory', 'global', 'tag'] as const;

function many<T>(reader: Reader, read: () => T): T[] {
  const count = reader.u();
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(read());
  return items;
}

function limits(reader: Reader): MemoryLimits {
  const flags = reader.byte();
  const minPages = reader.u();
  return { minPages, maxPages: (flags & 1) === 1 ? reader.u() : null, shared: (flags & 2) === 2 };
}

function compositeType(reader: Reader, form: number): FunctionType {
  const storage = (): void => {
    const code = reader.bytes[reader.at];
    // Packed i8 and i16 stand where a value type may.
    if (code === 0x78 || code === 0x77) reader.byte();
    else reader.valueType();
    reader.byte();
  };
  if (form === 0x60) {
    return {
      parameters: many(reader, () => reader.valueType()),
      results: many(reader, () => reader.valueType()),
    };
  }
  if (form === 0x5f) many(reader, storage);
  else if (form === 0x5e) storage();
  else if (form === 0x50 || form === 0x4f) {
    many(reader, () => reader.u());
    return compositeType(reader, reader.byte());
  } else throw new WasmSyntaxError(`an unknown type 0x${form.toString(16)} at byte ${reader.at}`);
  return noType;
}

/** Adds to `types`; true when one is no function, or has subtypes. */
function readTypes(reader: Reader, types: FunctionType[]): boolean {
  let hasGcTypes = false;
  const count = reader.u();
  for (let i = 0; i < count; i++) {
    const form = reader.byte();
    hasGcTypes ||= form !== 0x60;
    if (form === 0x4e) types.push(...many(reader, () => compositeType(reader, reader.byte())));
    else types.push(compositeType(reader, form));
  }
  return hasGcTypes;
}

function readImport(reader: Reader, types: FunctionType[]): ModuleImport {
  const module = reader.name();
  const name = reader.name();
  const kind = importKinds[reader.byte()];
  const item: ModuleImport = {
    module,
    name,
    kind: 'function',
    type: null,
    memory: null,
    tableMin: 0,
    tableMax: null,
  };
  if (kind === undefined)
    throw new WasmSyntaxError(`an import of an unknown kind at byte ${reader.at}`);
  item.kind = kind;
  if (kind === 'function') item.type = types[reader.u()] ?? noType;
  else if (kind === 'memory') item.memory = limits(reader);
  else if (kind === 'table') {
    reader.valueType();
    const table = limits(reader);
    item.tableMin = table.minPages;
    item.tableMax = table.maxPages;
  } else if (kind === 'global') {
    reader.valueType();
    reader.byte();
  } else {
    reader.byte();
    reader.u();
  }
  return item;
}

/** Function names of the custom section `name`. A damaged one is ignored, as engines do. */
function readNames(reader: Reader): Map<number, string> {
  const names = new Map<number, string>();
  try {
    while (!reader.done) {
      const id = reader.byte();
      const end = reader.u() + reader.at;
      if (id === 1) {
        const count = reader.u();
        for (let i = 0; i < count; i++) names.set(reader.u(), reader.name());
      }
      reader.at = end;
    }
  } catch (error) {
    if (!(error instanceof WasmSyntaxError)) throw error;
  }
  return names;
}

/** What is read of one section, put into `info`. */
function readSection(reader: Reader, id: number, info: ModuleInfo, types: FunctionType[]): void {
  if (id === 0 && reader.name() === 'name') info.functionNames = readNames(reader);
  else if (id === 1) info.hasGcTypes = readTypes(reader, types);
  else if (id === 2) {
    info.imports = many(reader, () => readImport(reader, types));
    for (const item of info.imports) {
      if (item.kind === 'function') info.functionTypes.push(item.type ?? noType);
      if (item.kind === 'global') info.globals++;
    }
  } else if (id === 3) many(reader, () => info.functionTypes.push(types[reader.u()] ?? noType));
  else if (id === 5) info.memory = many(reader, () => limits(reader))[0] ?? null;
  else if (id === 6) info.globals += reader.u();
  else if (id === 7) {
    info.exports = many(reader, () => ({
      name: reader.name(),
      kind: reader.byte(),
      index: reader.u(),
    }));
  } else if (id === 8) info.startFunction = reader.u();
}

/** Of a module without sections. */
export function emptyModuleInfo(): ModuleInfo {
  return {
    sections: [],
    imports: [],
    exports: [],
    functionTypes: [],
    memory: null,
    startFunction: null,
    functionNames: new Map(),
    globals: 0,
    hasGcTypes: false,
    isDamaged: false,
  };
}

/**
 * Reads the sections that a host needs. Throws {@link WasmSyntaxError} where Envoy itself stumbles, which are the bounds of sections, custom
 * names and exports; what its engine has to read besides is told by `isDamaged`.
 */
export function readModuleInfo(bytes: Uint8Array): ModuleInfo {
  const info = emptyModuleInfo();
  const types: FunctionType[] = [];
  const outer = new WasmReader(bytes, 8);
  while (!outer.done) {
    const start = outer.at;
    const id = outer.byte();
    const size = outer.u();
    const contents = outer.at;
    const end = contents + size;
    outer.skip(size);
    info.sections.push({ id, start, contents, end });
    try {
      readSection(new WasmReader(bytes, contents, end), id, info, types);
    } catch (error) {
      if (!(error instanceof WasmSyntaxError) || id === 0 || id === 7) throw error;
      info.isDamaged = true;
    }
  }
  return info;
}

/** `i32 i32 -> i32`, with `void` for nothing, as Envoy prints function types. */
export function typeText(type: FunctionType): string {
  const side = (types: string[]): string => (types.length === 0 ? 'void' : types.join(' '));
  return `${side(type.parameters)} -> ${side(type.results)}`;
}
