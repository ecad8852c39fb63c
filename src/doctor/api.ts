// What the doctor's worker can be asked. Both ends import this file.

import type { ModuleExamination } from './examination.ts';
import type { ReadFile } from './read-file.ts';

export interface DoctorApi {
  /** A file that somebody gives as a module; text in WebAssembly's text format becomes one. */
  read(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile>;
  examine(bytes: Uint8Array): Promise<ModuleExamination>;
}
