// The public SDKs whose interface ours offers too, so that filters written for them compile as they are: under which names
// they are imported, and which of them a filter uses.

import type { SourceText } from './api.ts';
import { importedModules } from './imported-modules.ts';

/** Folder of the SDK's files that hold these interfaces. */
const COMPAT_FOLDER = 'compat/';

/** Names of the package, and what our SDK offers in its place. */
const packages = [
  {
    folder: `${COMPAT_FOLDER}solo-io/`,
    names: ['@solo-io/proxy-runtime', '@solo-io/proxy-runtime/assembly'],
  },
  {
    folder: `${COMPAT_FOLDER}gcoredev/`,
    names: ['@gcoredev/proxy-wasm-sdk-as', '@gcoredev/proxy-wasm-sdk-as/assembly'],
  },
] as const;

type OfferedPackage = (typeof packages)[number];

/** Files of all these packages, each handing on what the SDK has. Paths start with the name of the package. */
export function packageFiles(sdk: readonly SourceText[], sdkPackage: string): SourceText[] {
  return packages.flatMap((one) => filesOf(one, sdk, sdkPackage));
}

/** Those of the files that this filter can reach, and of the SDK the same. */
export function usedFiles(
  files: readonly SourceText[],
  sdk: readonly SourceText[],
  sdkPackage: string,
): { sdk: SourceText[]; packages: SourceText[] } {
  const used = usedPackages(files);
  return {
    sdk: sdk.filter(
      ({ path }) =>
        !path.startsWith(COMPAT_FOLDER) ||
        (used.length > 0 && !unused(used).some(({ folder }) => path.startsWith(folder))),
    ),
    packages: used.flatMap((one) => filesOf(one, sdk, sdkPackage)),
  };
}

/** The module whose exports are the callbacks of a filter that is written for one of these SDKs; null for one that is not. */
export function callbacksOf(files: readonly SourceText[]): string | null {
  const [used] = usedPackages(files);
  return used === undefined ? null : `${used.folder}proxy`;
}

function usedPackages(files: readonly SourceText[]): OfferedPackage[] {
  const modules = files.flatMap(({ text }) => importedModules(text));
  return packages.filter(({ names: [name] }) =>
    modules.some((module) => module === name || module.startsWith(`${name}/`)),
  );
}

function unused(used: readonly OfferedPackage[]): OfferedPackage[] {
  return packages.filter((one) => !used.includes(one));
}

function filesOf(
  { folder, names }: OfferedPackage,
  sdk: readonly SourceText[],
  sdkPackage: string,
): SourceText[] {
  const paths = sdk.map(({ path }) => path).filter((path) => path.startsWith(folder));
  return names.flatMap((name) =>
    paths.map((path) => ({
      path: `${name}/${path.slice(folder.length)}`,
      text: `export * from '${sdkPackage}/${path.replace(/\.ts$/, '')}';\n`,
    })),
  );
}
