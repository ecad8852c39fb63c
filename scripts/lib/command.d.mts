// Types of command.mjs for the TypeScript that imports it.

export declare const root: string;
export declare function run(
  program: string,
  args: string[],
  options?: { timeoutMs?: number; env?: Record<string, string>; cwd?: string },
): Promise<{ code: number | null; output: string; timedOut: boolean }>;
export declare function npm(
  args: string[],
  options?: { timeoutMs?: number; env?: Record<string, string>; cwd?: string },
): Promise<{ code: number | null; output: string; timedOut: boolean }>;
export declare function onPath(name: string): string | null;
export declare function tail(output: string, lines: number): string;
