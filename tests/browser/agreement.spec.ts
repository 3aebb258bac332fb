import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** Nothing serious and nothing critical, nothing wider than the screen. */
async function isFit(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()!.width);
}

/** Puts other words into the text under trial, as somebody does who types. */
async function type(page: Page, after: string, words: string) {
  await page.locator('.cm-content').focus();
  await page.locator('.cm-line', { hasText: after }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(words);
}

test('a lawyer edits the text, sees the mistake in its place, mends it, and the tests run', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/agreement/try');
  const tally = page.locator('.try-tally');
  await expect(tally).toContainText('4');
  await expect(page.locator('.try-remarks')).toBeHidden();

  await type(page, '= overflight by the party', 'x');
  await expect(page.locator('.try-remarks li.error').first()).toBeVisible();
  await expect(page.locator('.cm-lintRange-error').first()).toBeVisible();
  const told = page.locator('.try-remarks li.error button').first();
  await expect(told).toContainText('AG');
  await isFit(page);

  await told.focus();
  await page.keyboard.press('Enter'); // back to the place in the text
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(page.locator('.try-remarks')).toBeHidden();
  expect(errors).toEqual([]);
});

test('a change that turns a test is seen, and the text as it stands comes back', async ({ page }) => {
  await page.goto('/agreement/try');
  await page.locator('.cm-content').waitFor();
  await type(page, '= overflight by the party', ' with sector SW');
  await expect(page.locator('.try-test summary .bad').first()).toBeVisible();
  await expect(page.locator('.try-came').first()).toBeVisible();
  await isFit(page);
  await page.locator('.try-bar button').last().click();
  await expect(page.locator('.try-test summary .bad')).toHaveCount(0);
});

test('tests at the edges are proposed for approval', async ({ page }) => {
  await page.goto('/agreement/try');
  const section = page.locator('.try-answers section').nth(1);
  await section.getByRole('button').click();
  await expect(section.locator('details').first()).toBeVisible();
  await section.locator('summary').first().click();
  await expect(section.locator('pre').first()).toContainText('```test');
  await isFit(page);
});

test('a breached cell leads to its proof, and the proof to incident, entry and coverage', async ({ page }) => {
  await page.goto('/board');
  await page.locator('.cell.breached').first().click();
  await page.getByRole('dialog').locator('a[href^="/proof"]').click();
  await expect(page).toHaveURL(/\/proof\?/);
  await expect(page.locator('.proof-title.breached')).toBeVisible();
  await expect(page.locator('.proof-turns ol li').first()).toBeVisible();
  await isFit(page);

  const branch = page.locator('.proof-tree details').first();
  await branch.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(branch).not.toHaveAttribute('open');
  await page.keyboard.press('Enter');

  await page.locator('.proof-rests a[href^="/entries/"]').first().click();
  await expect(page.locator('.entry h1')).toBeVisible();
  await expect(page.locator('.entry-values tbody tr').first()).toBeVisible();
  await isFit(page);
  await page.goBack();
  await page.locator('.proof-rests a[href^="/incidents/"]').first().click();
  await expect(page).toHaveURL(/\/incidents\/\d+/);
  await page.goBack();
  await page.locator('a[href*="cell="]').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a clause has its verdicts by party and time, and each leads to its proof', async ({ page }) => {
  await page.goto('/agreement');
  const clause = page.locator('.provision').first();
  await clause.locator('.provision-verdicts summary').first().click();
  await isFit(page);
  await clause.locator('.provision-verdicts a[href^="/proof"]').first().click();
  await expect(page.locator('.proof-title')).toBeVisible();
});

test('to the public a proof says that it is not for them', async ({ page }) => {
  await page.goto('/proof?clause=2(1)&bearer=A&audience=PUBLIC');
  await expect(page.locator('.notice h2')).toBeVisible();
  await expect(page.locator('.proof-tree')).toHaveCount(0);
  await isFit(page);
});
