// Why a module wants a function that Envoy does not have: the cure depends on who put the import there.

import type { AbiVersion } from '#abi/types.ts';
import { envHostcalls, findHostcall } from '#host/hostcall-table.ts';
import { nearestName } from '../nearest-name.ts';

interface Origin {
  pattern: RegExp;
  cure: string;
}

const versions: readonly AbiVersion[] = ['0.1.0', '0.2.0', '0.2.1'];

/** By `module.name`, the first that fits. */
const origins: readonly Origin[] = [
  {
    pattern: /^env\.abort$/,
    cure: 'It is what AssemblyScript calls when it fails. Compile with --use abort=… and a function of your own, as the SDKs do; on this page it is set already.',
  },
  {
    pattern: /^env\.(seed|trace|console\.|Date\.|Math\.|process\.)/,
    cure: 'AssemblyScript expects a JavaScript host for this. Do without Math.random, Date, console and trace; the SDK has the clock and the log.',
  },
  {
    pattern: /^(wbg|__wbindgen\w*)\./,
    cure: 'wasm-bindgen puts it there for a JavaScript host. A crate was built with its "js" or "wasmbind" feature (getrandom, uuid, chrono, time): turn that off with default-features = false, or build for wasm32-wasip1.',
  },
  {
    pattern: /^(go|gojs)\./,
    cure: 'It is a build for JavaScript (GOOS=js). Build with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared, or with TinyGo for wasip1.',
  },
  {
    pattern: /^env\.(runtime\.|syscall\/js\.)/,
    cure: 'It is a build of TinyGo for JavaScript. Build with -target=wasip1 -buildmode=c-shared (older TinyGo: -target=wasi).',
  },
  {
    pattern: /^wasi:|^wasi_snapshot_preview2\.|^cm32p2/,
    cure: 'It is WASI 0.2, the component model, which Envoy does not have. Build for WASI preview 1: wasm32-wasip1 in Rust, wasip1 in Go and TinyGo.',
  },
  {
    pattern: /^wasi_(snapshot_preview1|unstable)\./,
    cure: 'Envoy has most of WASI preview 1, and not this. Find out which library wants it; files, sockets, signals and threads are not to be had in Envoy.',
  },
  {
    pattern: /^wasi\.thread-spawn$/,
    cure: 'A guest cannot start threads in Envoy. Build without threads (no -pthread, not wasm32-wasip1-threads).',
  },
  {
    pattern: /^env\.(invoke_|emscripten_|__cxa_|__syscall|_emscripten|setTempRet|getTempRet)/,
    cure: 'Emscripten expects JavaScript for this. Link with -s STANDALONE_WASM=1 and without exceptions (-fno-exceptions) or with -fwasm-exceptions, as the C++ SDK does.',
  },
  {
    pattern: /^env\.proxy_redis_|^env\.proxy_(get_buffer_bytes_ex|inject_)/,
    cure: 'Another vendor’s Envoy has it, such as Higress. In Envoy itself there is no such call: use proxy_http_call or proxy_grpc_call.',
  },
  {
    pattern: /^(fastedge|fastly_|http-handler)/,
    cure: 'It belongs to another platform than Envoy. Build the filter against a proxy-wasm SDK.',
  },
];

function hostcallCure(name: string): string {
  const offered = versions.filter((version) => findHostcall('env', name, version) !== null);
  if (offered.length > 0) {
    return `Envoy gives it to modules of ABI ${offered.join(' and ')} alone. Take the version of the SDK that goes with it; its export proxy_abi_version_… tells Envoy which one the module speaks.`;
  }
  const nearest = nearestName(
    name,
    envHostcalls.map((hostcall) => hostcall.name),
  );
  const meant = nearest === null ? '' : ` The nearest that Envoy has is ${nearest}.`;
  return `Envoy has no call of this name.${meant} An SDK that is newer or older than Envoy, or made for another host, asks for it.`;
}

export function missingImportCure(module: string, name: string): string {
  const known = origins.find(({ pattern }) => pattern.test(`${module}.${name}`));
  if (known !== undefined) return known.cure;
  if (module === 'env' && name.startsWith('proxy_')) return hostcallCure(name);
  if (module === 'env')
    return `Nothing in Envoy is called ${name}: a function was declared and never linked in. Link the library that has it; with an allow-undefined flag the linker does not complain by itself.`;
  return `Envoy gives imports of "env" and of WASI preview 1 ("wasi_snapshot_preview1"), and none of "${module}". Build without what wants it.`;
}
