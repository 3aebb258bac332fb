// Writes docs/images/{page}-{width}.png from a running server (TRUCEWATCH_URL).
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { base, launch } from './browser.mjs';

const folder = process.env.IMAGES ?? fileURLToPath(new URL('../../docs/images/', import.meta.url));
const language = process.env.LANGUAGE_ASKED ?? 'en';
const scheme = process.env.SCHEME ?? 'light';

const pages = {
  watch: { path: '/watch', selects: true },
  'watch-map': { path: '/watch?view=map', only: 390 },
  incident: { path: '/incidents/', picks: true },
  board: { path: '/board' },
  cell: { path: '/board', opens: true },
  report: { path: '/report' },
  agreement: { path: '/agreement' },
  try: { path: '/agreement/try' },
  proof: { path: '/proof?clause=2(1)&bearer=A&anchor=2026-03-02&sector=SE' },
  entry: { path: '/entries/176' },
  sources: { path: '/sources' },
};
const asked = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const browser = await chromium.launch(launch);
try {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ]) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      deviceScaleFactor: width < 700 ? 2 : 1,
      hasTouch: width < 700,
      isMobile: width < 700,
      locale: language,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error('page error:', error.message));
    page.on('console', (message) => message.type() === 'error' && console.error('console:', message.text()));
    for (const [name, { path, only, selects, picks, opens }] of Object.entries(pages)) {
      if ((only && only !== width) || (asked.length > 0 && !asked.includes(name))) continue;
      const to = picks ? `${path}${await richest(page)}` : path;
      await page.goto(`${base}${to}${to.includes('?') ? '&' : '?'}language=${language}`, { waitUntil: 'load' });
      if (opens) {
        const breached = page.locator('.cell.breached');
        await page.locator('.cell, .notice').first().waitFor();
        await (await breached.count() ? breached : page.locator('.cell')).first().click();
      }
      if (selects && width > 700) {
        await page.locator('.row').first().waitFor();
        for (let i = 0; i < 7; i++) await page.keyboard.press('j');
      }
      if (picks || only || (selects && width > 700))
        await page.locator('.map-canvas[data-idle]:visible').waitFor({ timeout: 60_000 });
      await page.waitForTimeout(2500);
      await page.screenshot({ path: `${folder}/${name}-${width}.png` });
      console.log(`${name}-${width}.png`);
    }
    await context.close();
  }
} finally {
  await browser.close();
}

/** The incident of the truce with the most observations: its page shows the most. */
async function richest(page) {
  const { items } = await (await page.request.get(`${base}/api/incidents?size=500`)).json();
  const truce = items.filter((i) => i.inWindow);
  return (truce.length > 0 ? truce : items).reduce((a, b) => (b.observations > a.observations ? b : a)).number;
}
