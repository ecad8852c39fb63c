// WASI as Envoy has it: output goes to the log, clocks and randomness work, there are no files and no sockets.
// Two arities differ from real WASI (path_link, path_symlink), as in Envoy: modules that import them do not load.

import { byteStringOf, concatBytes, fromByteString, toByteString } from '#abi/byte-string.ts';
import { MAX_RANDOM_BYTES } from '#abi/limits.ts';
import { LogLevel } from '#abi/types.ts';
import { WasiErrno } from '#abi/wasi-errno.ts';
import type { Call, Hostcall } from '../define-hostcall.ts';
import { defineWasi, failing, type WasiRun, written } from './define.ts';

const { SUCCESS, BADF, FAULT, INVAL, NOENT, NOSYS, NOTDIR, NOTSUP } = WasiErrno;
const start = { duringStart: true };
const isOutput = (fd: number): boolean => fd === 1 || fd === 2;

/** One call is one line: all pieces together, one line break at the end taken off, nothing for no bytes. */
function writeToLog(
  call: Call,
  fd: number,
  vectors: number,
  count: number,
  writtenAt: number,
): WasiErrno {
  if (!isOutput(fd)) return BADF;
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const pointer = call.memory.readU32(vectors + i * 8);
    const size = call.memory.readU32(vectors + i * 8 + 4);
    if (pointer === null || size === null) return FAULT;
    // Where an empty piece would lie is not looked at.
    if (size === 0) continue;
    const piece = call.memory.read(pointer, size);
    if (piece === null) return FAULT;
    pieces.push(piece);
  }
  const bytes = concatBytes(pieces);
  if (bytes.length > 0) {
    const end = bytes.at(-1) === 10 ? bytes.length - 1 : bytes.length;
    call.context.log(
      fd === 1 ? LogLevel.info : LogLevel.error,
      toByteString(bytes.subarray(0, end)),
    );
  }
  return written(() => call.memory.writeU32(writtenAt, bytes.length));
}

function environment(call: Call): Uint8Array[] {
  return call.vm
    .environment()
    .map(([key, value]) => fromByteString(byteStringOf(`${key}=${value}\0`)));
}

const constant = (errno: WasiErrno): WasiRun =>
  errno === SUCCESS ? () => errno : failing(errno, () => errno);
const outputOnly: WasiRun = (_, fd = 0) => (isOutput(fd) ? SUCCESS : BADF);
/** Writes a zero where the result would go, then says that it cannot. */
const zeroThen = (errno: WasiErrno, ...at: number[]): WasiRun => {
  const run: WasiRun = (call, ...args) =>
    at.every((index) => call.memory.writeU32(args[index] ?? 0, 0)) ? errno : FAULT;
  return errno === SUCCESS ? run : failing(errno, run);
};

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `a${index}`);

export const wasiFunctions: readonly Hostcall[] = [
  defineWasi(
    'fd_write',
    ['fd', 'iovs', 'iovsCount', 'written'],
    (call, fd = 0, iovs = 0, count = 0, at = 0) => writeToLog(call, fd, iovs, count, at),
    {
      duringStart: true,
      duringAllocation: true,
    },
  ),
  defineWasi(
    'fd_pwrite',
    ['fd', 'iovs', 'iovsCount', 'offset:i64', 'written'],
    (call, fd = 0, iovs = 0, count = 0, _offset = 0, at = 0) =>
      writeToLog(call, fd, iovs, count, at),
    start,
  ),
  defineWasi('fd_read', ['fd', 'iovs', 'iovsCount', 'read'], constant(NOSYS)),
  defineWasi('fd_pread', ['fd', 'iovs', 'iovsCount', 'offset:i64', 'read'], constant(NOSYS), start),
  defineWasi('fd_seek', ['fd', 'offset:i64', 'whence', 'position'], constant(SUCCESS)),
  defineWasi('fd_close', ['fd'], constant(SUCCESS)),
  defineWasi(
    'fd_fdstat_get',
    ['fd', 'stat'],
    (call, fd = 0, at = 0) => {
      if (!isOutput(fd)) return BADF;
      const stat = new Uint8Array(24);
      // Bit 6 of the rights: FD_WRITE.
      stat[8] = 64;
      // Envoy does not look whether there was room.
      call.memory.write(at, stat);
      return SUCCESS;
    },
    start,
  ),
  defineWasi('fd_fdstat_set_flags', ['fd', 'flags'], constant(NOSYS), start),
  defineWasi('fd_fdstat_set_rights', ['fd', 'base:i64', 'inheriting:i64'], outputOnly, start),
  defineWasi('fd_filestat_set_size', ['fd', 'size:i64'], outputOnly, start),
  defineWasi('fd_filestat_set_times', ['fd', 'atime:i64', 'mtime:i64', 'flags'], outputOnly, start),
  defineWasi('fd_allocate', ['fd', 'offset:i64', 'size:i64'], outputOnly, start),
  defineWasi('fd_datasync', ['fd'], outputOnly, start),
  defineWasi('fd_sync', ['fd'], outputOnly, start),
  defineWasi('fd_advise', ['fd', 'offset:i64', 'size:i64', 'advice'], constant(SUCCESS), start),
  defineWasi(
    'fd_tell',
    ['fd', 'position'],
    (call, fd = 0, at = 0) => (isOutput(fd) ? written(() => call.memory.writeU64(at, 0n)) : BADF),
    start,
  ),
  defineWasi(
    'fd_renumber',
    ['from', 'to'],
    (_, from = 0, to = 0) => (isOutput(from) && isOutput(to) ? NOTSUP : BADF),
    start,
  ),
  defineWasi('fd_prestat_get', ['fd', 'prestat'], constant(BADF), start),
  defineWasi('fd_filestat_get', ['fd', 'stat'], constant(BADF), start),
  defineWasi('fd_prestat_dir_name', ['fd', 'path', 'size'], constant(NOSYS), start),
  defineWasi(
    'fd_readdir',
    ['fd', 'buffer', 'size', 'cookie:i64', 'used'],
    zeroThen(NOTDIR, 4),
    start,
  ),
  defineWasi(
    'environ_sizes_get',
    ['count', 'size'],
    (call, countAt = 0, sizeAt = 0) => {
      const entries = environment(call);
      const size = entries.reduce((sum, entry) => sum + entry.length, 0);
      return written(
        () => call.memory.writeU32(countAt, entries.length),
        () => call.memory.writeU32(sizeAt, size),
      );
    },
    start,
  ),
  defineWasi(
    'environ_get',
    ['pointers', 'texts'],
    (call, pointersAt = 0, textsAt = 0) => {
      let at = textsAt;
      for (const [index, entry] of environment(call).entries()) {
        if (!call.memory.writeU32(pointersAt + index * 4, at) || !call.memory.write(at, entry))
          return FAULT;
        at += entry.length;
      }
      return SUCCESS;
    },
    start,
  ),
  defineWasi('args_sizes_get', ['count', 'size'], zeroThen(SUCCESS, 0, 1), start),
  defineWasi('args_get', ['pointers', 'texts'], constant(SUCCESS), start),
  defineWasi(
    'clock_time_get',
    ['clock', 'precision:i64', 'time'],
    (call, clock = 0, _precision = 0, at = 0) => {
      if (clock !== 0 && clock !== 1) return NOTSUP;
      return written(() =>
        call.memory.writeU64(at, clock === 0 ? call.vm.wallClockNs() : call.vm.monotonicNs()),
      );
    },
    { duringStart: true, duringAllocation: true },
  ),
  defineWasi(
    'clock_res_get',
    ['clock', 'resolution'],
    (call, clock = 0, at = 0) => (clock > 1 ? NOTSUP : written(() => call.memory.writeU64(at, 1n))),
    start,
  ),
  defineWasi(
    'random_get',
    ['buffer', 'size'],
    (call, at = 0, size = 0) => {
      if (size > MAX_RANDOM_BYTES) return INVAL;
      if (size === 0) return SUCCESS;
      if (!call.memory.holds(at, size)) return FAULT;
      const bytes = new Uint8Array(size);
      call.vm.fillRandom(bytes);
      return written(() => call.memory.write(at, bytes));
    },
    start,
  ),
  defineWasi('sched_yield', [], constant(SUCCESS)),
  // Never waits: there are no events to wait for.
  defineWasi('poll_oneoff', ['subscriptions', 'events', 'count', 'ready'], zeroThen(SUCCESS, 3), {
    duringStart: true,
    duringAllocation: true,
  }),
  // Returns to the guest; compilers put `unreachable` behind it, and that is where the guest ends.
  defineWasi('proc_exit', ['code'], constant(SUCCESS), { returns: 'nothing' }),
  defineWasi(
    'path_open',
    [
      'fd',
      'dirFlags',
      'path',
      'size',
      'openFlags',
      'base:i64',
      'inheriting:i64',
      'flags',
      'opened',
    ],
    constant(NOENT),
  ),
  defineWasi('path_filestat_get', names(5), constant(NOTSUP), start),
  defineWasi('path_create_directory', names(3), constant(NOTSUP), start),
  defineWasi('path_remove_directory', names(3), constant(NOTSUP), start),
  defineWasi('path_unlink_file', names(3), constant(NOTSUP), start),
  defineWasi('path_rename', names(6), constant(NOTSUP), start),
  defineWasi(
    'path_filestat_set_times',
    ['fd', 'flags', 'path', 'size', 'atime:i64', 'mtime:i64', 'timeFlags'],
    constant(NOTSUP),
    start,
  ),
  defineWasi('path_readlink', names(6), zeroThen(NOTSUP, 5), start),
  defineWasi('path_link', names(6), constant(NOTSUP), start),
  defineWasi('path_symlink', names(4), constant(NOTSUP), start),
  // Envoy writes the descriptor with 64 bits, and the flags of what was received with 16.
  defineWasi(
    'sock_accept',
    names(3),
    failing(NOTSUP, (call, _fd, _flags, at = 0) => (call.memory.writeU64(at, 0n) ? NOTSUP : FAULT)),
    start,
  ),
  defineWasi(
    'sock_recv',
    names(6),
    failing(NOTSUP, (call, _fd, _data, _count, _flags, sizeAt = 0, flagsAt = 0) =>
      call.memory.writeU32(sizeAt, 0) && call.memory.write(flagsAt, new Uint8Array(2))
        ? NOTSUP
        : FAULT,
    ),
    start,
  ),
  defineWasi('sock_send', names(5), zeroThen(NOTSUP, 4), start),
  defineWasi('sock_shutdown', names(2), constant(NOTSUP), start),
];
