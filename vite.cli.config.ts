// Builds the command line for the package: `bin/` is plain JavaScript for Node with every dependency inside, so that who installs it downloads
// nothing else. What it reads at run time (the SDK's text, the built page, the search for Envoy) lies beside it in the package.

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  // wabt asks where it lies, as CommonJS does.
  define: { __dirname: 'import.meta.dirname' },
  build: {
    ssr: true,
    outDir: 'bin',
    target: 'node20',
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: { sluice: 'src/cli/main.ts', 'check-process': 'src/serve/check-process.ts' },
      // A program of its own that looks at where it lies.
      external: [/\/get-envoy\.mjs$/],
      output: { chunkFileNames: '[name].js', entryFileNames: '[name].js' },
    },
  },
});
