import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { texts } from './build/texts.ts';
import { fixture } from './dev/fixture.ts';

// With TRUCEWATCH_URL the development server asks a real server; without, it makes up a small mission.
const server = process.env.TRUCEWATCH_URL;

export default defineConfig(({ command }) => ({
  plugins: [react(), texts(), ...(command === 'serve' && !server && !process.env.VITEST ? [fixture()] : [])],
  server: { port: 5173, ...(server ? { proxy: { '/api': server } } : {}) },
  test: { environment: 'node', include: ['tests/**/*.test.ts'] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
  },
}));
