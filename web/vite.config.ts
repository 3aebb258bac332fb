import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { texts } from './build/texts.ts';

export default defineConfig({
  plugins: [react(), texts()],
  server: {
    port: 5173,
    proxy: { '/api': process.env.TRUCEWATCH_URL ?? 'http://127.0.0.1:5080' },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
  },
  test: { environment: 'node', include: ['tests/**/*.test.ts'] },
});
