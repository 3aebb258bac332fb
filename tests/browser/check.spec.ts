import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

// The page that checks a record offline, opened from its file with the network off. No server is needed, only web/dist.

const here = (to: string) => fileURLToPath(new URL(to, import.meta.url));
const file = here('../../web/dist/check.html');
const shared = process.env.TRUCEWATCH_SHARED ?? here('../../../shared');
const conformance = path.join(shared, 'conformance');
const json = <T>(name: string) => JSON.parse(readFileSync(path.join(conformance, name), 'utf8')) as T;

const words = (language: string) => {
  const all = JSON.parse(readFileSync(here('../../texts/parts/check.json'), 'utf8')) as Record<string, Record<string, string>>;
  return (key: string) => all[key]![language]!;
};

interface Change {
  file: string;
  op: 'write' | 'delete' | 'xor';
  content_b64?: string;
  offset?: number;
  hex?: string;
}

let folder = '';
let asked: string[] = [];
test.beforeAll(() => {
  if (!existsSync(conformance) && process.env.CI === 'true')
    throw new Error(`no vectors in ${conformance}: set TRUCEWATCH_SHARED to the folder that holds conformance/`);
  folder = mkdtempSync(path.join(tmpdir(), 'check-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.beforeEach(async ({ page, context }) => {
  test.skip(!existsSync(conformance), `no vectors in ${conformance}: set TRUCEWATCH_SHARED`);
  test.skip(!existsSync(file), 'web/dist/check.html is missing: npm run build in web/');
  await context.setOffline(true);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.locator('h1').waitFor();
  expect(errors).toEqual([]);
});

test.afterEach(() => {
  expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
});

async function signedLog(changes: Change[] = []): Promise<string> {
  const copy = path.join(mkdtempSync(path.join(folder, 'log-')), 'signed-log');
  await cp(path.join(conformance, 'tlog/signed-log'), copy, { recursive: true, mode: 0 });
  for (const change of changes) {
    const at = path.join(copy, change.file);
    if (change.op === 'delete') rmSync(at);
    else if (change.op === 'write') writeFileSync(at, Buffer.from(change.content_b64!, 'base64'));
    else {
      const bytes = readFileSync(at);
      Buffer.from(change.hex!, 'hex').forEach((byte, i) => (bytes[change.offset! + i]! ^= byte));
      rmSync(at, { force: true });
      writeFileSync(at, bytes);
    }
  }
  return copy;
}

function policy(): string {
  const { log_vkey, witness_vkeys } = json<{ log_vkey: string; witness_vkeys: string[] }>('tlog/signed-log/keys.json');
  const names = witness_vkeys.map((key, i) => `witness w${i} ${key}`);
  return [`log ${log_vkey}`, ...names, 'group g 2 w0 w1 w2', 'quorum g', ''].join('\n');
}

const paste = async (page: Page, text: string) => {
  await page.locator('#paste').fill(text);
  await page.locator('#paste').press('Control+Enter');
};

const give = (page: Page, name: string, content: string | Buffer) =>
  page.locator('[data-pick=files]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });

const done = (page: Page) => page.locator('[role=status][data-check=done]').waitFor();
const answer = (page: Page, state: string) => page.locator(`.answer[data-state=${state}]`);

async function isFit(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()!.width);
}

test('the page forbids itself to send anything', async ({ page }) => {
  const content = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(content).toContain("default-src 'none'");
  expect(content).toContain("connect-src 'none'");
  expect(content).not.toContain('unsafe');
  const sent = await page.evaluate(() => fetch('https://example.org/').then(() => 'sent', () => 'refused'));
  expect(sent).toBe('refused');
  await isFit(page);
});

test('the signed log holds under two of three witnesses', async ({ page }, { project }) => {
  const t = words(project.name.slice(-2));
  await give(page, 'policy.txt', policy());
  await page.locator('[data-pick=folder]').setInputFiles(await signedLog());
  await expect(answer(page, 'holds')).toHaveCount(1);
  await done(page);
  const signed = t('check.signed.policy').replace('{{n}}', '3').replace('{{of}}', '3');
  const sentence = t('check.holds.record')
    .replace('{{origin}}', 'log.example/ceasefire')
    .replace('{{size}}', '300')
    .replace('{{signed}}', signed);
  await expect(answer(page, 'holds').locator('.sentence')).toHaveText(sentence);
  await answer(page, 'holds').locator('summary').click();
  await expect(answer(page, 'holds').locator('.facts')).toContainText('witness-b.example');
  await isFit(page);
  if (process.env.IMAGES && project.name.endsWith('en'))
    await page.screenshot({ path: `${process.env.IMAGES}/check-${page.viewportSize()!.width}.png`, fullPage: true });
});

test('a log that was tampered with is refused, and the place is named', async ({ page }, { project }) => {
  const { cases } = json<{ cases: { name: string; changes: Change[] }[] }>('tlog/tampered.json');
  await give(page, 'policy.txt', policy());
  await page.locator('[data-pick=folder]').setInputFiles(await signedLog(cases[0]!.changes));
  const refused = answer(page, 'refused');
  await expect(refused).toHaveCount(1);
  const number = project.name.endsWith('uk') ? 'запис' : 'entry';
  await expect(refused.locator('.sentence')).toHaveText(new RegExp(`tile/0/000, ${number} \\d+`));
  await refused.locator('summary').click();
  await expect(refused.locator('.faults li').first()).toHaveText(/[0-9a-f]{64}/);
  await isFit(page);

  await page.locator('.items .plain').first().click();
  await expect(page.locator('.answer')).toHaveCount(0);
  const stripped = cases.find(({ name }) => name === 'witness lines stripped')!;
  await give(page, 'policy.txt', policy());
  await page.locator('[data-pick=folder]').setInputFiles(await signedLog(stripped.changes));
  await expect(answer(page, 'refused').locator('.sentence')).toContainText('checkpoint');
});

test('a proof holds for its entry and is refused for another', async ({ page }) => {
  interface Case {
    name: string;
    log_vkey: string;
    entry_b64: string;
    proof: string;
  }
  const { cases } = json<{ cases: Case[] }>('tlog/tlog-proofs.json');
  const good = cases.find(({ name }) => name === 'index 5 of 11')!;
  await paste(page, good.log_vkey);
  await give(page, 'six.tlog-proof', good.proof);
  await expect(answer(page, 'open')).toHaveCount(1); // the entry is not there yet
  await give(page, 'entry', Buffer.from(good.entry_b64, 'base64'));
  await expect(answer(page, 'holds').locator('.sentence')).toContainText('example.com/log/testdata');
  await expect(answer(page, 'holds').locator('.sentence')).toContainText('6');
  await give(page, 'entry', 'seven');
  await expect(answer(page, 'refused')).toHaveCount(1);
  await expect(answer(page, 'holds')).toHaveCount(0);
  await isFit(page);
});

test('an opened field belongs to its entry, a changed one does not', async ({ page }) => {
  const base64url = (text: string) => Buffer.from(text).toString('base64url');
  const disclosure = base64url('["w6aoUw27R4-3CmyoxyY6lA","observer","monitor-17"]');
  const digest = createHash('sha256').update(disclosure).digest('base64url');
  const entry = `{"at":1767225600,"id":null,"kind":"observation","label":"P","org":"cell-north","prev":null,"sd":["${digest}"],"v":1}`;
  await paste(page, entry);
  await paste(page, disclosure);
  await expect(answer(page, 'holds').locator('.field')).toHaveText(/observer\s*monitor-17/);
  await paste(page, base64url('["w6aoUw27R4-3CmyoxyY6lA","observer","monitor-71"]'));
  await expect(answer(page, 'refused').locator('.sentence')).toContainText('observer');
  await isFit(page);
});

test('it is worked with the keyboard, and speaks five languages', { tag: '@desk' }, async ({ page }) => {
  await page.locator('#paste').focus();
  await page.keyboard.type('nothing that anybody knows');
  await page.keyboard.press('Tab');
  await expect(page.locator('.paste button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer(page, 'open')).toHaveCount(1);
  for (const language of ['fr', 'uk', 'de', 'ru', 'en']) {
    await page.locator('.language select').selectOption(language);
    await expect(page.locator('h1')).toHaveText(words(language)('check.title'));
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(answer(page, 'open').locator('.sentence')).toHaveText(words(language)('check.open.unknown'));
    await isFit(page);
  }
});

test('what is dropped is taken as if it was chosen', { tag: '@desk' }, async ({ page }) => {
  const checkpoint = readFileSync(path.join(conformance, 'tlog/signed-log/checkpoint'), 'utf8');
  await give(page, 'policy.txt', policy());
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'checkpoint'));
    document.querySelector('.drop')!.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  }, checkpoint);
  await expect(answer(page, 'holds').locator('.sentence')).toContainText('300');
});

test('a large record can be cancelled', { tag: '@desk' }, async ({ page }) => {
  // 400 bundles of 256 one-byte entries; no checkpoint fits them, which is found at the end only.
  const copy = mkdtempSync(path.join(folder, 'large-'));
  const { mkdirSync } = await import('node:fs');
  mkdirSync(path.join(copy, 'tile/entries'), { recursive: true });
  const bundle = Buffer.alloc(256 * 2003, 1);
  for (let i = 0; i < 256; i++) bundle.writeUInt16BE(2001, i * 2003);
  for (let i = 0; i < 100; i++) writeFileSync(path.join(copy, `tile/entries/${String(i).padStart(3, '0')}`), bundle);
  writeFileSync(path.join(copy, 'checkpoint'), `large.example\n25600\n${Buffer.alloc(32).toString('base64')}\n`);
  await page.locator('[data-pick=folder]').setInputFiles(copy);
  await page.locator('.progress button').click();
  await expect(page.locator('[role=status][data-check=cancelled]')).toBeVisible();
  await isFit(page);
});

test('where a server forbids its script, the page says to save it', { tag: '@desk' }, async ({ page, context }) => {
  const served = 'http://check.invalid/check.html';
  await context.setOffline(false);
  await page.route(served, (route) =>
    route.fulfill({
      body: readFileSync(file, 'utf8'),
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'" },
    }),
  );
  await page.goto(served);
  for (const language of ['en', 'uk'])
    await expect(page.locator(`.unrun [lang=${language}]`)).toHaveText(words(language)('check.unrun'));
  await expect(page.locator('.unrun')).toBeVisible();
  await isFit(page);
  asked = asked.filter((url) => url !== served);
});

test('a record that our own program serves is read, and a changed value in it is refused', async ({ page }) => {
  const address = process.env.TRUCEWATCH_URL;
  test.skip(!address, 'TRUCEWATCH_URL names no running server');
  const record = path.join(folder, `served-${test.info().project.name}`);
  const get = async (name: string) => Buffer.from(await (await fetch(`${address}/record/${name}`)).arrayBuffer());
  const put = (name: string, bytes: Buffer) => {
    mkdirSync(path.dirname(path.join(record, name)), { recursive: true });
    writeFileSync(path.join(record, name), bytes);
  };
  const checkpoint = await get('checkpoint');
  const size = Number(checkpoint.toString('utf8').split('\n')[1]);
  expect(size).toBeLessThan(256);
  put('checkpoint', checkpoint);
  for (const name of [`tile/0/000.p/${size}`, `tile/entries/000.p/${size}`, 'values/000.jsonl']) put(name, await get(name));
  await page.locator('[data-pick=folder]').setInputFiles(record);
  await done(page);
  await expect(page.locator('.answer')).toHaveCount(1);
  await expect(answer(page, 'refused')).toHaveCount(0);

  await page.locator('.items .plain').first().click();
  await expect(page.locator('.answer')).toHaveCount(0);
  put('values/000.jsonl', Buffer.from((await get('values/000.jsonl')).toString('utf8').replace('Aurel', 'Aural'), 'utf8'));
  await page.locator('[data-pick=folder]').setInputFiles(record);
  await expect(answer(page, 'refused').locator('.sentence')).toContainText('values/000.jsonl');
});
