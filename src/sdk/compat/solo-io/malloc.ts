// `@solo-io/proxy-runtime/malloc`.

export { free, malloc } from '../malloc';
