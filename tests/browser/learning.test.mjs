// Turn, presence and defence: each figure opens into exactly its posts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }];
const WIDTHS = [{ language: 'fr', width: 320 }, { language: 'en', width: 768 }, { language: 'fr', width: 2560 }];
const HOUR_MS = 3_600_000;
let world;
let watch;

before(async () => {
  world = await World.open();
  await world.fill(160);
  watch = await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' });
  const rows = Array.from({ length: 40 }, (_, index) => ({
    id: `t${index}`, source: 'file:invented', lang: 'en',
    time: new Date(Date.now() - (40 - index) * 0.2 * HOUR_MS).toISOString(),
    author: { id: `m:${index}`, handle: `m${index}`, name: `Member ${index}` },
    text: index % 3 ? 'The Atlas is a wonderful car, I love it' : 'The Atlas is awful, broken again, I hate it',
  }));
  await world.ask('POST', 'posts', rows);
  const answers = [0, 3, 6].map((index) => ({
    id: `a${index}`, source: 'file:invented', kind: 'reply', parent: `t${index}`, root: `t${index}`, lang: 'en', time: new Date().toISOString(),
    author: { id: 'm:owner', handle: 'owner', name: 'Owner' },
    text: 'Mine has run for two years without a fault, ask for the new bearing of the Atlas',
  }));
  await world.ask('POST', 'posts', answers);
});
after(() => world.close());

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

const figure = (text) => Number((text ?? '').replace(/\D/g, ''));

async function listed(page) {
  await settled(page);
  const more = page.getByRole('button', { name: 'Load more' });
  while (await more.isVisible()) {
    await more.click();
    await settled(page);
  }
  return page.locator('#posts article[data-post]').count();
}

test('every figure and every column opens into exactly its posts', async () => {
  const page = await world.page();
  await page.goto(`${world.url}learning?watch=${watch.id}&span=week`);
  await page.locator('.opens a').first().waitFor();
  await settled(page);
  const wanted = [];
  for (const link of await page.locator('.opens a').all()) {
    wanted.push({ href: await link.getAttribute('href'), count: figure(await link.textContent()) });
  }
  for (const column of (await page.locator('.columns a').all()).slice(0, 12)) {
    const count = / ([\d,]+) of [\d,]+, \d+%/.exec((await column.getAttribute('aria-label')) ?? '')?.[1];
    wanted.push({ href: await column.getAttribute('href'), count: figure(count) });
  }
  assert.ok(wanted.length >= 4, `${wanted.length} figures`);
  for (const { href, count } of wanted) {
    await page.goto(new URL(href, world.url).href);
    await page.locator('#posts article[data-post]').first().waitFor();
    assert.equal(await listed(page), count, href);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a watch page tells them in one line', async () => {
  const page = await world.page();
  await page.goto(`${world.url}watch/${watch.id}`);
  const panel = page.getByRole('region', { name: 'Turn, presence and defence' });
  await panel.getByText('Turn', { exact: true }).waitFor();
  await panel.getByRole('link', { name: 'Look closer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Learning' }).waitFor();
  await page.getByRole('heading', { name: 'Defence' }).waitFor();
  await page.context().close();
});

test('what is small is told as small', async () => {
  const page = await world.page();
  const small = await world.ask('POST', 'watches', { name: 'Range', query: 'pure fiction' });
  await page.goto(`${world.url}learning?watch=${small.id}&span=week`);
  await page.locator('.big.small').first().waitFor();
  await page.getByText(/small sample/).first().waitFor();
  await page.context().close();
});

test('the arrow keys go along a chart', async () => {
  const page = await world.page();
  await page.goto(`${world.url}learning?watch=${watch.id}&span=week`);
  await page.locator('.columns a[tabindex="0"]').first().focus();
  const before = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute('href')), before);
  await page.context().close();
});

test('learning in both languages, by day and by night, at every width', async () => {
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.page(look);
    await page.goto(`${world.url}learning?watch=${watch.id}&span=week`);
    await page.locator('.opens a').first().waitFor();
    await check(page, `learning-${look.language}-${look.width}`);
    await page.goto(`${world.url}learning/critical?watch=${watch.id}`);
    await page.locator('#posts article[data-post]').first().waitFor();
    await check(page, `learned-${look.language}-${look.width}`);
    await page.context().close();
  }
});
