import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

/** The window: one page, served by the shell's own scheme or by the browser window's host, never by a server far away. */
export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: join(root, 'dist', 'renderer'),
    emptyOutDir: true,
    // Electron 45 and the browsers of supported systems.
    target: 'chrome140',
    modulePreload: { polyfill: false },
    // An inlined file would be a data: address, which the content policy refuses for scripts and styles.
    assetsInlineLimit: 0,
  },
});
