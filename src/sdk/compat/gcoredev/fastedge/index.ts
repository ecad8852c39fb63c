// `@gcoredev/proxy-wasm-sdk-as/assembly/fastedge`.

export * from './dictionary';
export * from './env';
export * from './kvStore';
export * from './secrets';
export * from './utils';
