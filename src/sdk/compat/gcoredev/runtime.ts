// `@gcoredev/proxy-wasm-sdk-as/assembly/runtime`: everything, index and more.

import { proxy_get_log_level } from '../../hostcalls';
import { OUT } from '../../memory';
import { LogLevelValues } from '../enums';
import { heed } from '../logging';

export * from '../contexts';
export * from '../enums';
export * from '../header-maps';
export * from '../header-pairs';
export * from '../metrics';
export * from '../proxy-calls';
export * from '../references';
export * from '../registry';
export * from './fastedge/utils/runtime';
export * from './sharing';

/** The level of the proxy's log: lines below it are dropped. */
export function logLevel(): LogLevelValues {
  store<u32>(OUT, 0);
  heed(proxy_get_log_level(OUT), 'logLevel');
  return load<i32>(OUT);
}
