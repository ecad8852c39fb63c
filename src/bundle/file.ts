// One file of a bundle.

/** The path has no folder above the bundle's own. */
export type BundleFile = { path: string; text: string } | { path: string; bytes: Uint8Array };

export function fileBytes(file: BundleFile): Uint8Array {
  return 'bytes' in file ? file.bytes : new TextEncoder().encode(file.text);
}
