// Looks at a module before it runs: what it is, whether Envoy takes it, what may surprise. Pure; the same bytes give the same answer.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { MAX_MEMORY_PAGES } from '#abi/limits.ts';
import { abiVersionOf, isLoadRefusal, loadModule } from '#host/load-module.ts';
import { emptyModuleInfo, type ModuleInfo, readModuleInfo } from '#host/module-info.ts';
import { WasmSyntaxError } from '#host/wasm-reader.ts';
import { callbackFacts, callbackFindings } from './callbacks.ts';
import type { Finding, ModuleExamination } from './examination.ts';
import { featureFindings } from './feature-findings.ts';
import { findFeatures } from './features.ts';
import { importFacts, importFindings } from './imports.ts';
import { memoryFindings } from './memory.ts';
import { guessOrigin } from './origin.ts';
import { refusal } from './refusal.ts';
import { measure } from './sizes.ts';
import { sizeFindings } from './size-findings.ts';
import { startFindings, startKind } from './start.ts';
import { whatElse } from './what-else.ts';

const pageBytes = 65_536;

function readOrNull(bytes: Uint8Array): ModuleInfo | null {
  if (bytes.length < 8 || bytes[0] !== 0) return null;
  try {
    return readModuleInfo(bytes);
  } catch (error) {
    if (!(error instanceof WasmSyntaxError)) throw error;
    return null;
  }
}

const severities: readonly Finding['severity'][] = ['crash', 'refused', 'warning', 'note'];

export function examineModule(bytes: Uint8Array): ModuleExamination {
  const loaded = loadModule(bytes, {
    memoryLimitBytes: MAX_MEMORY_PAGES * pageBytes,
    countLoops: false,
  });
  const envoyLines = isLoadRefusal(loaded) ? loaded.lines : [];
  const info = readOrNull(bytes) ?? emptyModuleInfo();
  const abiVersion = abiVersionOf(info);
  const features = findFeatures(bytes, info);
  const imports = importFacts(info, abiVersion);
  const callbacks = callbackFacts(info, abiVersion);
  const findings = [
    ...whatElse(bytes),
    ...importFindings(info, abiVersion),
    ...callbackFindings(info, abiVersion, callbacks),
    ...startFindings(bytes, info),
    ...memoryFindings(info),
    ...featureFindings(features, envoyLines),
    ...sizeFindings(bytes, info),
  ];
  const all = [...refusal(envoyLines, findings), ...findings].sort(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
  const crashes = all.some(({ severity }) => severity === 'crash');
  return {
    sha256: bytesToHex(sha256(bytes)),
    verdict: isLoadRefusal(loaded) ? 'refused' : crashes ? 'crashes' : 'loads',
    envoyLines,
    abiVersion,
    sizes: measure(bytes, info),
    origin: guessOrigin(bytes, info),
    memory: info.memory,
    start: startKind(info),
    imports,
    callbacks,
    features: features.features,
    findings: all,
  };
}
