// `…/assembly/fastedge/utils`.

export { getCurrentTime, log, LogLevelValues, setLogLevel } from './runtime';
export { ItemParser, parseBufferToList, StringParser } from './listParser';
