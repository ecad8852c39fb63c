// Builds the page. `dist/` is static files with relative addresses, so that it works in any folder of any server.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { binaryenModule } from './scripts/site/binaryen-module.ts';
import { securityPolicy } from './scripts/site/security-policy.ts';

/** After the first visit all of Sluice is in the browser; a newer version waits until the person takes it. */
const offline: Partial<VitePWAOptions> = {
  registerType: 'prompt',
  // The page registers it itself, once the first result stands.
  injectRegister: null,
  manifest: {
    name: 'Sluice',
    short_name: 'Sluice',
    description: 'A playground for the Wasm filters of Envoy that runs whole in the browser.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#1b2026',
    icons: [
      { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  workbox: {
    // Says what serves the page, which may change between visits.
    globIgnores: ['service.json'],
    globPatterns: ['**/*.{html,js,css,svg,png,woff2,ttf,wasm,map,json,webmanifest}'],
    // The compiler's module is large.
    maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
    // Other pages may live beneath the same address.
    navigateFallback: null,
    ignoreURLParametersMatching: [/./],
    cleanupOutdatedCaches: true,
    // So that the first visit can lose its network too.
    clientsClaim: true,
    inlineWorkboxRuntime: true,
  },
};

export default defineConfig({
  base: './',
  plugins: [react(), securityPolicy(), VitePWA(offline)],
  // asc has a top-level await, which the default format of workers (iife) cannot hold.
  worker: { format: 'es', plugins: () => [binaryenModule()] },
  optimizeDeps: { include: ['assemblyscript/asc', 'binaryen'] },
  build: {
    rolldownOptions: { input: ['index.html', 'embed.html'] },
    target: 'es2023',
    // The compiler and Monaco's TypeScript service are one large chunk each, loaded after first paint.
    chunkSizeWarningLimit: 20_000,
  },
});
