// `@solo-io/proxy-runtime/runtime`: everything, index and more.

export * from '../contexts';
export * from '../enums';
export * from '../header-maps';
export * from '../header-pairs';
export * from '../logging';
export * from '../metrics';
export * from '../proxy-calls';
export * from '../references';
export * from '../registry';
export * from './sharing';
