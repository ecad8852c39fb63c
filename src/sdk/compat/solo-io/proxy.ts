// `@solo-io/proxy-runtime/proxy`: what a filter exports from its module.

export * from './exports';
export * from './malloc';
