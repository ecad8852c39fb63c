// `npm run schema`: writes public/project.schema.json, with which an editor completes and checks project files.

import { writeFileSync } from 'node:fs';
import { schemaFile, schemaText } from './project-schema.ts';

writeFileSync(schemaFile, schemaText());
process.stdout.write('public/project.schema.json is written.\n');
