import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// Assets are absolute (`/assets/…`): the same index.html serves the real house and the rehearsal.
// Nothing is inlined: the Content-Security-Policy allows neither inline scripts nor inline styles.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 400,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
