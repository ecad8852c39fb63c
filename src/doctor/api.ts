// What the doctor's worker can be asked. Both ends import this file.

import type { ModuleExamination } from './examination.ts';
import type { Explanations } from './explain-message.ts';
import type { Scene } from './known-messages/known-message.ts';
import type { ModuleText } from './module-text.ts';
import type { ReadFile } from './read-file.ts';

export interface DoctorApi {
  /** A file that somebody gives as a module; text in WebAssembly's text format becomes one. */
  read(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile>;
  examine(bytes: Uint8Array): Promise<ModuleExamination>;
  /** The module in WebAssembly's text format. */
  write(bytes: Uint8Array): Promise<ModuleText>;
  /** What the known lines of a log mean, and where in the Project they come from. */
  explain(text: string, scene: Scene): Promise<Explanations>;
}
