// Lets the doctor look at the modules that run, once they have been shown to run: the first result comes first.

import type { DoctorApi } from '#doctor/api.ts';
import type { ModuleExamination } from '#doctor/examination.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { CompileController } from './compile-controller.ts';

export function startDoctor(
  store: PlaygroundStore,
  compiler: CompileController,
  doctor: DoctorApi,
): () => void {
  const known = new WeakMap<Uint8Array, ModuleExamination>();

  async function examine(bytes: Uint8Array): Promise<ModuleExamination | null> {
    const before = known.get(bytes);
    if (before !== undefined) return before;
    try {
      const examination = await doctor.examine(bytes);
      known.set(bytes, examination);
      return examination;
    } catch {
      // Without its worker there is nothing to say; the run says what matters.
      return null;
    }
  }

  async function look(): Promise<void> {
    const compiled = compiler.latest();
    if (compiled === null) return;
    const examinations = await Promise.all(compiled.modules.map(({ bytes }) => examine(bytes)));
    if (compiler.latest() === compiled) store.getState().setExaminations(examinations);
  }

  return store.subscribe((state, before) => {
    if (state.resultKey > 0 && state.resultKey !== before.resultKey) void look();
  });
}
