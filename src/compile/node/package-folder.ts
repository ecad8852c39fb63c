// Where this package lies: the same folder for its sources and for what is built of them.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export const packageFolder = dirname(createRequire(import.meta.url).resolve('#package.json'));
