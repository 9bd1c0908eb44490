import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// Assets are absolute (`/assets/…`): the same index.html serves the real house and the rehearsal.
// Nothing is inlined: the Content-Security-Policy allows neither inline scripts nor inline styles.
// `npm run dev` serves the sources as they are written, over the API of a `vigie serve` that runs at
// VIGIE_URL. To the server it looks like its own page: it answers no other origin.
const server = process.env['VIGIE_URL'] ?? 'http://127.0.0.1:8080';
const api = { target: server, changeOrigin: true, headers: { Origin: server } };

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/api': api, '/rehearsal/api': api } },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 400,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
