// Completes package-lock.json with the builds for other platforms that npm left out, because the registry it asked did not
// have them. Without them `npm ci` takes the lock for outdated. Run it after `npm install`; a test says when it is needed.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './lib/command.mjs';
import { main, say } from './lib/say.mjs';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'win32',
];
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
];

/** Optional dependencies that a package in the lock names and that the lock does not have. */
export function missingBuilds({ packages }) {
  const missing = new Map();
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const known = packages[`${path}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
      if (known === undefined) missing.set(`node_modules/${name}`, entry(name, version, dev));
    }
  }
  return missing;
}

/** npm skips a build whose platform is another one; the name tells which. */
function entry(name, version, dev) {
  const words = name.split(/[/-]/);
  const system = systems.find((one) => words.includes(one));
  const processor = processors.find((one) => words.includes(one));
  const isFor = (libc) => words.some((word) => word.startsWith(libc));
  const libc = isFor('musl') ? ['musl'] : isFor('gnu') ? ['glibc'] : [];
  return {
    version,
    ...(dev === true ? { dev } : {}),
    optional: true,
    ...(system === undefined ? {} : { os: [system] }),
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(libc.length === 0 ? {} : { libc }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(() => {
    const file = join(root, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    const missing = missingBuilds(lock);
    const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
    packages.sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(
      file,
      `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`,
    );
    say(`${missing.size} builds for other platforms added to package-lock.json.`);
  });
}
