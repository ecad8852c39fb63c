// An excerpt from the log of a real Envoy 1.40.0 with the level wasm:trace: its main thread, and a worker that answers one request.

const vm = '[trace][wasm] [source/extensions/common/wasm/wasm_vm.cc:39]';

export const realLog = `starting up
[2026-11-21 14:20:57.204][16467][debug][wasm] [source/extensions/common/wasm/wasm.cc:101] Thread-Local Wasm created 2 now active
[2026-11-21 14:20:57.205][16467]${vm} [host->vm] proxy_on_context_create(1, 0)
[2026-11-21 14:20:57.205][16467]${vm} [host<-vm] proxy_on_context_create return: void
[2026-11-21 14:20:57.207][16467][warning][main] [source/server/server.cc:1059] There is no configured limit
[2026-11-21 14:20:57.211][16483]${vm} [host->vm] proxy_on_context_create(1, 0)
[2026-11-21 14:20:57.211][16483]${vm} [vm->host] env.proxy_get_property(42064, 14, 8, 12)
[2026-11-21 14:20:57.211][16467]${vm} [host->vm] proxy_on_tick(1)
[2026-11-21 14:20:57.211][16483]${vm} [host->vm] proxy_on_memory_allocate(7)
[2026-11-21 14:20:57.211][16483]${vm} [host<-vm] proxy_on_memory_allocate return: 42096
[2026-11-21 14:20:57.211][16467]${vm} [host<-vm] proxy_on_tick return: void
[2026-11-21 14:20:57.211][16483]${vm} [vm<-host] env.proxy_get_property return: 0
[2026-11-21 14:20:57.211][16483]${vm} [host<-vm] proxy_on_context_create return: void
[2026-11-21 14:20:57.226][16483]${vm} [host->vm] proxy_on_request_headers(2, 6, 1)
[2026-11-21 14:20:57.226][16483]${vm} [vm->host] env.proxy_log(2, 16608, 11)
[2026-11-21 14:20:57.226][16483][info][wasm] [source/extensions/common/wasm/context.cc:1151] wasm log root: hello

world
[2026-11-21 14:20:57.226][16483]${vm} [vm<-host] env.proxy_log return: 0
[2026-11-21 14:20:57.226][16483]${vm} [host<-vm] proxy_on_request_headers return: 0
`;
