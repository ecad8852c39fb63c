// `@gcoredev/proxy-wasm-sdk-as/assembly/malloc`.

export { free, malloc } from '../malloc';
