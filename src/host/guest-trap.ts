// The end of a guest by its own fault: what the engine said, in V8's words (Envoy runs V8), and where.

import { MAX_BACKTRACE_FRAMES } from '#abi/limits.ts';

export interface GuestFrame {
  functionIndex: number;
  functionName: string;
  /** Byte offset in the module file. */
  offset: number;
}

export interface GuestTrap {
  /** The export that was running, such as `proxy_on_request_headers`. */
  functionName: string;
  /** `Uncaught RuntimeError: unreachable` and the like. */
  message: string;
  frames: GuestFrame[];
  outOfMemory: boolean;
}

/** Thrown through the guest when it calls an import that is forbidden where it is. */
export class RestrictedCallback extends Error {
  constructor() {
    super('restricted_callback');
    this.name = 'Error';
  }
}

/** A defect of the host itself. Never swallowed. */
export class HostBug extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'HostBug';
  }
}

// Left: what other engines (and other V8s) say. Right: what Envoy 1.40 prints.
const wording: readonly [RegExp, string][] = [
  [/^unreachable/, 'unreachable'],
  [
    /memory access out of bounds|index out of bounds(?!.*table)|out of bounds memory access/i,
    'memory access out of bounds',
  ],
  [/divide by zero|integer divide by zero|division by zero/i, 'divide by zero'],
  [/remainder by zero/i, 'remainder by zero'],
  [/divide result unrepresentable|integer overflow/i, 'divide result unrepresentable'],
  [
    /float unrepresentable|invalid conversion to integer|out of bounds trunc/i,
    'float unrepresentable in integer range',
  ],
  [/table index is out of bounds|table .*out of bounds/i, 'table index is out of bounds'],
  [/signature mismatch|indirect call|call_indirect/i, 'function signature mismatch'],
];

const stackOverflow = /maximum call stack size exceeded|too much recursion/i;

/**
 * The message of a fault of the guest in Envoy's words, or null when the error is none of the guest's.
 * `Maximum call stack size exceeded` may also come out of a hostcall, deep in a recursion of the guest.
 */
export function trapMessage(error: unknown): string | null {
  if (error instanceof RestrictedCallback) return 'Uncaught Error: restricted_callback';
  if (!(error instanceof Error)) return null;
  if (stackOverflow.test(error.message))
    return 'Uncaught RangeError: Maximum call stack size exceeded';
  if (!(error instanceof WebAssembly.RuntimeError)) return null;
  for (const [pattern, text] of wording) {
    if (pattern.test(error.message)) return `Uncaught RuntimeError: ${text}`;
  }
  return `Uncaught RuntimeError: ${error.message}`;
}

const framePattern = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/g;

/** The guest's frames of a stack text, innermost first, as raw function indexes and offsets. */
export function readFrames(stack: string): { functionIndex: number; offset: number }[] {
  const frames: { functionIndex: number; offset: number }[] = [];
  for (const match of stack.matchAll(framePattern)) {
    frames.push({ functionIndex: Number(match[1]), offset: Number.parseInt(match[2] ?? '0', 16) });
  }
  return frames;
}

/** The lines that Envoy writes for a trap: the message, and a backtrace when the module has names. */
export function trapLogLines(trap: GuestTrap, hasNames: boolean): string[] {
  const lines = [`Function: ${trap.functionName} failed: ${trap.message}`];
  if (!hasNames) return lines;
  lines.push('Proxy-Wasm plugin in-VM backtrace:');
  for (const [index, frame] of trap.frames.slice(0, MAX_BACKTRACE_FRAMES).entries()) {
    lines.push(
      `${String(index).padStart(3)}:  0x${frame.offset.toString(16)} - ${frame.functionName}`,
    );
  }
  return lines;
}
