import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** The pages of the agreement's law: the text under trial, a proof, an entry of the record. */
const law = ['/agreement/try', '/proof?clause=2(1)&bearer=A', '/proof', '/entries/40'];

/** The map's own count of what it shows, and what it cannot show, from the list's same filter. */
async function countsOnMap(page: Page) {
  const count = page.locator('.map-count');
  await count.waitFor({ state: 'attached' });
  const of = async (name: string) => Number(await count.getAttribute(`data-${name}`));
  return (await of('points')) + (await of('areas')) + (await of('placeless'));
}

const countInList = async (page: Page) => Number(await page.locator('[data-total]').getAttribute('data-total'));

async function open(page: Page, path: string) {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(path);
  await page.locator('.page h1').first().waitFor();
  return errors;
}

/** Nothing serious, nothing critical; nothing asked of any other machine; nothing wider than the screen. */
async function isFit(page: Page) {
  const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-canvas').analyze();
  const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()!.width);
}

test.beforeEach(async ({ page, baseURL }) => {
  await page.route('**', (route) =>
    new URL(route.request().url()).origin === new URL(baseURL!).origin ? route.continue() : route.abort(),
  );
  page.on('requestfailed', (request) => {
    if (new URL(request.url()).origin !== new URL(baseURL!).origin)
      throw new Error(`another machine was asked: ${request.url()}`);
  });
});

test('the watch wall is worked with the keyboard alone', { tag: '@desk' }, async ({ page }) => {
  const errors = await open(page, '/watch');
  await page.locator('.row').first().waitFor();
  const first = await page.locator('.row').first().getAttribute('data-number');

  await page.keyboard.press('j');
  await expect(page.locator('.row[aria-current]')).toHaveAttribute('data-number', first!);
  await expect(page.locator('.row[aria-current]')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(page).toHaveURL(new RegExp(`selected=${first}`));
  await expect(page.locator('.peek')).toBeVisible();

  await page.keyboard.press('/');
  await expect(page.locator('#search')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.locator(`[data-number="${first}"]`).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/incidents/${first}`));
  await expect(page.locator('.incident h1')).toBeVisible();
  expect(errors).toEqual([]);
});

test('the map, the list and the export have the same incidents', async ({ page, request }) => {
  for (const question of ['', 'standing=alleged', 'standing=seen&order=time']) {
    await open(page, `/watch?${question}`);
    await page.locator('.row').first().waitFor();
    const total = await countInList(page);
    await expect.poll(() => countsOnMap(page)).toBe(total);
    const csv = await (await request.get(`/api/export/incidents.csv?${question}`)).text();
    expect(csv.trim().split('\n').length - 1).toBe(total);
  }
});

test('a filter is chosen, stands in the address, and is taken off again', async ({ page }) => {
  await open(page, '/watch');
  await page.locator('.row').first().waitFor();
  const all = await countInList(page);
  await page.locator('.chip-button').nth(3).click();
  await page.getByRole('option').nth(1).click();
  await expect(page).toHaveURL(/standing=seen/);
  await expect.poll(() => countInList(page)).toBeLessThan(all);
  await page.goBack();
  await expect.poll(() => countInList(page)).toBe(all);
});

test('on a phone the map stands behind a switch', { tag: '@phone' }, async ({ page }) => {
  await open(page, '/watch');
  await expect(page.locator('.watch-map')).toBeHidden();
  await page.locator('.switch-map').tap();
  await expect(page.locator('.watch-map')).toBeVisible();
  await page.locator('.switch-list').tap();
  await expect(page.locator('.watch-list')).toBeVisible();
});

test('an incident says what it rests on and what speaks against it', async ({ page, request }) => {
  const { items } = await (await request.get('/api/incidents?size=500')).json();
  const richest = items.reduce((a: { observations: number }, b: { observations: number }) =>
    b.observations > a.observations ? b : a,
  );
  const errors = await open(page, `/incidents/${richest.number}`);
  await expect(page.locator('.card')).toHaveCount(richest.observations);
  await page.keyboard.press('b');
  await expect(page.locator('.why .weights').first()).toBeVisible();
  await isFit(page);
  expect(errors).toEqual([]);
});

test('the board is walked by arrows, and a cell opens its evidence', async ({ page }) => {
  const errors = await open(page, '/board');
  const cell = page.locator('.cell').first();
  await cell.waitFor();
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.cell[data-at="1 1"]').first()).toBeFocused();
  await isFit(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page).toHaveURL(/cell=/);
  await isFit(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(errors).toEqual([]);
});

test('every verdict has its word beside its colour', async ({ page }) => {
  await open(page, '/board');
  await page.locator('.cell').first().waitFor();
  for (const cell of await page.locator('.cell').all()) {
    expect((await cell.getAttribute('aria-label'))!.length).toBeGreaterThan(10);
    expect(await cell.locator('svg').count()).toBe(1);
  }
});

test('the sentences of the report lead to their rows', async ({ page }) => {
  const errors = await open(page, '/report');
  await page.locator('.paper h1').waitFor();
  const reference = page.locator('.refs a').first();
  const target = await reference.getAttribute('href');
  await reference.click();
  await expect(page.locator(target!.replace('#', '[id="') + '"]')).toBeVisible();
  await page.locator('.references a[href^="/incidents/"]').first().click();
  await expect(page).toHaveURL(/\/incidents\/\d+/);
  expect(errors).toEqual([]);
});

for (const path of ['/watch', '/watch?view=map', '/board', '/report', '/agreement', '/sources', '/nowhere', ...law])
  test(`${path} is fit to be read by everyone`, async ({ page }) => {
    await page.goto(path);
    await page.locator('.page h1, .page h2').first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await isFit(page);
  });

test('a key without words shows nowhere', async ({ page }) => {
  for (const path of ['/watch', '/board', '/report', '/agreement', '/sources', ...law]) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const text = await page.locator('body').innerText();
    expect(text.match(/\b(web|code|class|status|standing|value|audience|sourceKind|unit|board|mark)\.[a-zA-Z_]{3,}\S*/g)).toBeNull();
  }
});

test('what is not real says so on every page, and what is real does not', async ({ page, request }) => {
  const { mark } = await (await request.get('/api/mission')).json();
  for (const path of ['/watch', '/board', '/report', '/agreement', '/sources']) {
    await open(page, path);
    await expect(page.locator('.mark-word b')).toBeVisible({ visible: mark !== 'LIVE' });
  }
});
