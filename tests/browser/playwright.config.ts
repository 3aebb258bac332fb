import { defineConfig } from '@playwright/test';
import { base, launch } from './browser.mjs';

// A running server is asked: TRUCEWATCH_URL, by default the one that `./dev run missions/lantern` starts.
export default defineConfig({
  testDir: '.',
  outputDir: '../../web/test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  reporter: 'list',
  use: { baseURL: base, launchOptions: launch, reducedMotion: 'reduce' },
  projects: (['en', 'uk'] as const).flatMap((language) => [
    {
      name: `desk-${language}`,
      grepInvert: /@phone/,
      use: { viewport: { width: 1440, height: 900 }, locale: language },
    },
    {
      name: `phone-${language}`,
      grepInvert: /@desk/,
      use: { viewport: { width: 390, height: 844 }, locale: language, isMobile: true, hasTouch: true },
    },
  ]),
});
