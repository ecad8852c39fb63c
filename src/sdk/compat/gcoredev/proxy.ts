// `@gcoredev/proxy-wasm-sdk-as/assembly/proxy`: what a filter exports from its module.

export * from './exports';
export { malloc } from './malloc';
