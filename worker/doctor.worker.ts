// The worker that looks at modules before they run. It never runs one.

import { expose } from 'comlink';
import type { DoctorApi } from '#doctor/api.ts';
import { examineModule } from '#doctor/examine.ts';
import { explainMessage } from '#doctor/explain-message.ts';
import { writeModuleText } from '#doctor/module-text.ts';
import { readModuleFile } from '#doctor/read-file.ts';

expose({
  read: readModuleFile,
  examine: async (bytes) => examineModule(bytes),
  write: writeModuleText,
  explain: async (text, scene) => explainMessage(text, scene),
} satisfies DoctorApi);
