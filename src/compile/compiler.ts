// The compiler as a service: loads asc when first asked, compiles one request at a time, and lets the newest revision win.

import type {
  CompileOutcome,
  CompilerApi,
  CompileRequest,
  CompilerInfo,
  SourceText,
} from './api.ts';
import type { Asc } from './asc.ts';
import { compileOnce, installSdk, libraryFiles } from './compile.ts';
import { warmUpFilter } from './warm-up.ts';

export interface CompilerParts {
  loadAsc: () => Promise<Asc>;
  /** Files of the SDK, with paths relative to its folder. */
  sdk: readonly SourceText[];
  /** A clock for the statistics. */
  nowMs: () => number;
}

interface Waiting {
  request: CompileRequest;
  answer: (outcome: CompileOutcome) => void;
}

export function createCompiler({ loadAsc, sdk, nowMs }: CompilerParts): CompilerApi {
  let loading: Promise<Asc> | null = null;
  let running = false;
  let waiting: Waiting | null = null;

  const load = () => {
    loading ??= loadAsc().then(
      (asc) => {
        installSdk(asc, sdk);
        return asc;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };

  const compile = async (request: CompileRequest): Promise<CompileOutcome> => {
    try {
      return await compileOnce(await load(), request, nowMs);
    } catch (error) {
      // asc throws when it is broken inside; what is wrong with the person's files it reports.
      return { status: 'crashed', revision: request.revision, message: messageOf(error) };
    }
  };

  const runQueue = async () => {
    running = true;
    while (waiting !== null) {
      const { request, answer } = waiting;
      waiting = null;
      const outcome = await compile(request);
      answer(waiting === null ? outcome : { status: 'superseded', revision: request.revision });
    }
    running = false;
  };

  const enqueue = (request: CompileRequest) =>
    new Promise<CompileOutcome>((answer) => {
      waiting?.answer({ status: 'superseded', revision: waiting.request.revision });
      waiting = { request, answer };
      if (!running) void runQueue();
    });

  return {
    async ready(): Promise<CompilerInfo> {
      const asc = await load();
      // The first compile in a fresh engine takes several times as long; better now than when somebody waits for it.
      if (!running && waiting === null)
        await enqueue({ revision: 0, profile: 'debug', files: [warmUpFilter] });
      return {
        version: asc.version,
        declarations: [
          { path: 'assemblyscript.d.ts', text: asc.definitionFiles.assembly },
          ...libraryFiles(sdk),
        ],
      };
    },
    compile: enqueue,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
