// What Envoy says when it does not take a module. The doctor explains its own findings with these entries.

import type { KnownMessage, Place, Scene } from './known-message.ts';
import { missingImportCure } from './missing-import.ts';

/** The plugins whose module wants or exports something of that name; all when that is not known. */
function modulesWith(scene: Scene | null, name: string): Place[] {
  if (scene === null) return [];
  return scene.modules.flatMap((module, plugin): Place[] => {
    const has =
      module !== null &&
      (module.imports.some((one) => one.name === name) ||
        module.callbacks.some((one) => one.name === name && one.state !== 'not exported'));
    return has ? [{ kind: 'module', plugin }] : [];
  });
}

function refusedModules(scene: Scene | null): Place[] {
  if (scene === null) return [];
  return scene.modules.flatMap((module, plugin): Place[] =>
    module !== null && module.verdict !== 'loads' ? [{ kind: 'module', plugin }] : [],
  );
}

const isOldGo = (wanted: string): boolean => wanted.includes('i64');

export const loadingMessages: readonly KnownMessage[] = [
  {
    id: 'missing-import',
    by: 'Envoy',
    pattern: /Failed to load Wasm module due to a missing import: ([\w$:/@-]+)\.([\w$.:/@-]+)/,
    explain: ([, module = '', name = ''], scene) => ({
      what: `The module imports ${name} from "${module}", and Envoy has no such function. A module with one import too many is not loaded at all.`,
      cure: missingImportCure(module, name),
      places: modulesWith(scene, name),
    }),
  },
  {
    id: 'import-type',
    by: 'Envoy',
    pattern:
      /due to an import type mismatch: (\S+)\.(\S+), want: ([\w ]+ -> \w+), but host exports: ([\w ]+ -> \w+)/,
    explain: ([, module = '', name = '', wanted = '', offered = ''], scene) => ({
      what: `The module declares ${module}.${name} as (${wanted}), Envoy's is (${offered}).`,
      cure: isOldGo(wanted)
        ? 'Declare the import as Envoy has it; 64-bit numbers stand where the spec has 64-bit numbers and nowhere else.'
        : 'The SDK was made for another version of the ABI. Take one for ABI 0.2.0 or 0.2.1, or declare the import as Envoy has it.',
      places: modulesWith(scene, name),
    }),
  },
  {
    id: 'callback-type',
    by: 'Envoy',
    pattern:
      /Bad function signature for: (\w+), want: ([\w ]+ -> \w+), but the module exports: ([\w ]+ -> \w+)/,
    explain: ([, name = '', wanted = '', found = ''], scene) => ({
      what: `The module exports ${name} as (${found}), and Envoy calls it as (${wanted}).`,
      cure: /^proxy_on_(request|response)_headers$/.test(name)
        ? 'ABI 0.1.0 had two parameters here, 0.2.0 and 0.2.1 have three, the last being end_of_stream. The export proxy_abi_version_… must be the one of the SDK that the code was written for.'
        : 'Give the export the parameters and the result that Envoy wants; all of them are 32-bit integers.',
      places: modulesWith(scene, name),
    }),
  },
  {
    id: 'abi-version',
    by: 'Envoy',
    pattern: /Missing or unknown Proxy-Wasm ABI version/,
    explain: (_, scene) => ({
      what: 'No function is exported under the name proxy_abi_version_0_1_0, proxy_abi_version_0_2_0 or proxy_abi_version_0_2_1, so Envoy does not know which ABI the module speaks.',
      cure: 'Every proxy-wasm SDK exports one; it is lost when the SDK is not linked in, when the linker strips exports, or when a program was built instead of a library (Rust: crate-type = ["cdylib"]; Go: -buildmode=c-shared). A file that is no proxy-wasm filter at all is refused with this line too.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'allocator',
    by: 'Envoy',
    pattern: /Wasm module is missing malloc function/,
    explain: (_, scene) => ({
      what: 'The module exports neither malloc nor proxy_on_memory_allocate with the type i32 -> i32. Envoy needs one of them to hand texts and bytes to the filter.',
      cure: 'Export the allocator: the SDKs do it. When another line stands above this one, mend that first; an allocator of another type is not found either.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'corrupted',
    by: 'Envoy',
    pattern: /Failed to parse corrupted Wasm module/,
    explain: (_, scene) => ({
      what: 'The file is no WebAssembly module, or one that is cut short: its sections do not end where they say.',
      cure: 'Look at the first bytes of what Envoy got: they must be 00 61 73 6d. Often it is a web page, an archive (.tar.gz), a text (.wat), or a download that broke off.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'bytecode',
    by: 'Envoy',
    pattern: /Failed to load Wasm bytecode/,
    explain: (_, scene) => ({
      what: 'The engine does not take the module: its code is not valid, or it is of a kind that V8 does not know, such as a component.',
      cure: 'Validate it with wasm-validate or wasm-tools. A component (WASI 0.2) has to be built as a plain module, for wasip1.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'instance',
    by: 'Envoy',
    pattern: /Failed to create new Wasm instance/,
    explain: (_, scene) => ({
      what: 'The module is good, and an instance of it could not be made: it wants more than 1 GiB of memory, its data lies beyond its memory, or its start section trapped.',
      cure: 'Give the linker a smaller initial memory, or one that holds the data. A start section must not fail; what it does belongs into _initialize.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'start-function',
    by: 'Envoy',
    pattern: /Function: (_initialize|_start|main|__main_void) failed: (.*)/,
    explain: ([, name = '', reason = ''], scene) => ({
      what: `${name} runs before anything else, and it ended with: ${reason}.`,
      cure: reason.includes('restricted_callback')
        ? 'While it runs a filter may write to the log, read the clock, random bytes and the environment, and nothing else. Move the call into on_vm_start or on_configure; a program that ends with proc_exit has to be built as a library (Go: -buildmode=c-shared).'
        : 'The reason is in the lines above and in the backtrace. What can fail belongs into on_vm_start or on_configure, where it can answer false.',
      places: refusedModules(scene),
    }),
  },
  {
    id: 'not-initialized',
    by: 'Envoy',
    pattern: /Failed to (load|initialize) Wasm code/,
    explain: (_, scene) => ({
      what: 'The module was not taken. This line only sums up; the reason stands in the line before it.',
      cure: 'Look for the line with [wasm] just above. With nothing above it, the file was empty.',
      places: refusedModules(scene),
    }),
  },
];
