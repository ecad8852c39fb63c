// Builds the page. `dist/` is static files with relative addresses, so that it works in any folder of any server.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  // asc has a top-level await, which the default format of workers (iife) cannot hold.
  worker: { format: 'es' },
  optimizeDeps: { include: ['assemblyscript/asc', 'binaryen'] },
  build: {
    target: 'es2023',
    // The compiler and Monaco's TypeScript service are one large chunk each, loaded after first paint.
    chunkSizeWarningLimit: 20_000,
  },
});
