import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { texts } from './build/texts';
import { fixture } from './dev/fixture';

// With TRUCEWATCH_URL the development server asks a real server; without, it makes up a small mission.
const server = process.env.TRUCEWATCH_URL;

export default defineConfig(({ command }) => ({
  plugins: [react(), texts(), ...(command === 'serve' && !server ? [fixture()] : [])],
  server: { port: 5173, ...(server ? { proxy: { '/api': server } } : {}) },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
  },
}));
