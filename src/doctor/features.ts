// Which extensions of WebAssembly a module uses, found by decoding its sections and its code.

import type { ModuleInfo, Section } from '#host/module-info.ts';
import { skipInstruction } from '#host/wasm-instructions.ts';
import { WasmReader, WasmSyntaxError } from '#host/wasm-reader.ts';
import { codeFeature } from './code-features.ts';
import { type Feature, featureNames } from './feature-names.ts';

const addAndMultiply = new Set([0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e]);

type Found = Set<Feature>;

function eachOf(reader: WasmReader, read: () => void): void {
  const count = reader.u();
  for (let index = 0; index < count; index += 1) read();
}

function memoryFeatures(reader: WasmReader, found: Found): void {
  let memories = 0;
  eachOf(reader, () => {
    memories += 1;
    const flags = reader.byte();
    if ((flags & 2) !== 0) found.add('shared-memory');
    if ((flags & 4) !== 0) found.add('memory64');
    reader.u();
    if ((flags & 1) !== 0) reader.u();
  });
  if (memories > 1) found.add('multi-memory');
}

/** The initial values of globals: in the first version of WebAssembly one constant, later also sums and products of them. */
function globalFeatures(reader: WasmReader, found: Found): void {
  eachOf(reader, () => {
    valueFeatures(reader.valueType(), found);
    reader.byte();
    while (reader.bytes[reader.at] !== 0x0b) {
      const code = reader.bytes[reader.at] ?? 0;
      if (addAndMultiply.has(code)) found.add('extended-constants');
      const feature = codeFeature(reader.bytes, reader.at);
      if (feature !== null) found.add(feature);
      skipInstruction(reader);
    }
    reader.byte();
  });
}

function valueFeatures(type: string, found: Found): void {
  if (type === 'v128') found.add('simd');
  else if (type === 'externref') found.add('reference-types');
  else if (type === 'ref') found.add('function-references');
  else if (type.startsWith('type 0x')) found.add('gc');
}

function bodyFeatures(reader: WasmReader, found: Found): void {
  eachOf(reader, () => {
    const end = reader.u() + reader.at;
    eachOf(reader, () => {
      reader.u();
      valueFeatures(reader.valueType(), found);
    });
    while (reader.at < end) {
      const feature = codeFeature(reader.bytes, reader.at);
      if (feature !== null) found.add(feature);
      skipInstruction(reader);
    }
  });
}

function sectionFeatures(bytes: Uint8Array, { id, contents, end }: Section, found: Found): void {
  const reader = new WasmReader(bytes, contents, end);
  if (id === 5) memoryFeatures(reader, found);
  else if (id === 6) globalFeatures(reader, found);
  else if (id === 10) bodyFeatures(reader, found);
  else if (id === 12) found.add('bulk-memory');
}

function signatureFeatures(info: ModuleInfo, found: Found): void {
  for (const { parameters, results } of info.functionTypes) {
    if (results.length > 1) found.add('multi-value');
    for (const type of [...parameters, ...results]) valueFeatures(type, found);
  }
  if (info.hasGcTypes) found.add('gc');
  if (info.memory?.shared === true) found.add('shared-memory');
  const imported = info.imports.filter((item) => item.memory !== null);
  if (imported.some((item) => item.memory?.shared === true)) found.add('shared-memory');
  if (imported.length + (info.memory === null ? 0 : 1) > 1) found.add('multi-memory');
}

export interface FeatureReport {
  features: Feature[];
  /** False when there was an instruction that is not known here: there may be more. */
  complete: boolean;
}

export function findFeatures(bytes: Uint8Array, info: ModuleInfo): FeatureReport {
  const found: Found = new Set();
  let complete = true;
  signatureFeatures(info, found);
  for (const section of info.sections) {
    try {
      sectionFeatures(bytes, section, found);
    } catch (error) {
      if (!(error instanceof WasmSyntaxError)) throw error;
      complete = false;
    }
  }
  const throws = info.sections.some(({ id }) => id === 13);
  if (throws && !found.has('legacy-exceptions')) found.add('exceptions');
  const order = Object.keys(featureNames) as Feature[];
  return { features: order.filter((feature) => found.has(feature)), complete };
}
