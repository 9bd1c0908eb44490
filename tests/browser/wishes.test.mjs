// What those want and do who speak of a watch: each figure opens into exactly its posts, the words that say so marked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1280, theme: 'light' }, { language: 'fr', width: 1280 }];
const DAY_MS = 86_400_000;
let world;
let watch;
let next = 0;

const post = (text, days, lang = 'en') => ({
  id: `w${next++}`, source: 'file:invented', lang, time: new Date(Date.now() - days * DAY_MS - 60_000).toISOString(), text,
  author: { id: `a${next}`, handle: `a${next}`, name: `Author ${next}` },
});
const many = (count, text, days, lang) => Array.from({ length: count }, (_, i) => post(`${text} ${'.'.repeat(1 + (i % 3))}`, days + (i % 3), lang));

before(async () => {
  world = await World.open();
  watch = await world.ask('POST', 'watches', { name: 'Telmio', query: 'telmio' });
  await world.ask('POST', 'posts', [
    ...many(9, 'I just bought the new Telmio phone in the shop on the corner', 8),
    ...many(30, 'The Telmio shop in our street opens at nine in the morning', 8),
    ...many(5, 'I just bought the new Telmio phone for my mother', 0),
    ...many(3, 'The Telmio shop in our street opens at nine in the morning', 0),
    ...many(4, 'J’ai quitté Telmio pour Orvane, la couverture est bien meilleure', 9, 'fr'),
    post('I left Telmio for Norvia last month and never looked back', 9),
    post('Telmio, vous livrez aussi le samedi dans la vallée ?', 9, 'fr'),
  ]);
});
after(() => world.close());

async function open(look = {}) {
  const page = await world.page(look);
  await page.goto(`${world.url}watch/${watch.id}/wishes`);
  await page.locator('section.card').nth(8).waitFor();
  await settled(page);
  return page;
}

test('the page of a watch leads to its wishes, and each figure opens into exactly its posts', async () => {
  const page = await world.page();
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.getByRole('link', { name: 'Intentions' }).click();
  const buys = page.getByRole('region', { name: 'Buys', exact: true });
  await buys.getByRole('link', { name: 'Buys: 14 posts' }).click();
  await page.getByRole('heading', { level: 1, name: 'Buys' }).waitFor();
  await page.locator('#posts article[data-post]').first().waitFor();
  await settled(page);
  assert.equal(await page.locator('#posts article[data-post]').count(), 14);
  assert.equal(await page.locator('#posts article[data-post] mark').first().textContent(), 'I just bought');
  await page.goBack();
  await settled(page);
  const columns = await page.getByRole('region', { name: 'Buys', exact: true }).locator('.columns a').all();
  const wanted = [];
  for (const column of columns) {
    const count = Number(/: (\d+) of \d+/.exec(await column.getAttribute('aria-label'))?.[1]);
    wanted.push({ count, href: await column.getAttribute('href') });
  }
  assert.equal(wanted.reduce((sum, { count }) => sum + count, 0), 14);
  for (const { count, href } of wanted) {
    await page.goto(new URL(href, world.url).href);
    await page.locator('#posts article[data-post]').first().waitFor();
    await settled(page);
    assert.equal(await page.locator('#posts article[data-post]').count(), count, href);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('who is left for whom stands in a table whose rows open their posts', async () => {
  const page = await open();
  const table = page.getByRole('region', { name: 'Who leaves whom for whom' });
  const rows = await Promise.all((await table.locator('tbody tr').all()).map((row) => row.locator('td').allTextContents()));
  assert.deepEqual(rows, [['Telmio', 'Orvane', '4'], ['Telmio', 'Norvia', '1']]);
  await table.getByRole('link', { name: /From Telmio to Orvane/ }).press('Enter');
  await page.locator('#posts article[data-post]').first().waitFor();
  await settled(page);
  assert.equal(await page.locator('#posts article[data-post]').count(), 4);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('under 30 posts a week is pale, and a share of so few says so', async () => {
  const page = await open();
  const columns = page.getByRole('region', { name: 'Buys', exact: true }).locator('.columns a');
  assert.ok((await columns.last().getAttribute('class')).includes('pale'));
  const few = await world.ask('POST', 'watches', { name: 'Valley', query: 'telmio vallée' });
  await page.goto(`${world.url}watch/${few.id}/wishes`);
  await page.getByText('Of 1 only: too few to rest on.').first().waitFor();
  const none = await world.ask('POST', 'watches', { name: 'Nothing', query: 'nothingatall' });
  await page.goto(`${world.url}watch/${none.id}/wishes`);
  await page.getByText('Nobody speaks of it in these weeks').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('by category of products each share opens its posts, and each category its weeks', async () => {
  const page = await open();
  const table = page.getByRole('region', { name: 'By category of products' });
  const rows = await Promise.all((await table.locator('tbody tr').all()).map((row) => row.locator('th, td').allTextContents()));
  assert.deepEqual(rows.map((cells) => cells.slice(0, 2).map((cell) => cell.trim())), [['Phones', '14'], ['No category', '39']]);
  assert.match(await table.locator('tbody tr').first().getAttribute('class'), /few/);
  await table.getByRole('link', { name: /^Phones, Buys: 14 posts/ }).click();
  await page.locator('#posts article[data-post]').first().waitFor();
  await settled(page);
  assert.equal(await page.locator('#posts article[data-post]').count(), 14);
  await page.goBack();
  await table.getByRole('link', { name: 'No category', exact: true }).click();
  await page.getByText('Only posts about: No category').waitFor();
  await page.getByRole('region', { name: 'Switches', exact: true }).getByRole('link', { name: 'Switches: 5 posts' }).waitFor();
  await table.getByRole('link', { name: /^No category, Switches: 5 posts/ }).click();
  await page.locator('#posts article[data-post]').first().waitFor();
  await settled(page);
  assert.equal(await page.locator('#posts article[data-post]').count(), 5);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a manager changes the categories, and intentions are told by them at once', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Categories of products' }).click();
  await page.getByRole('heading', { level: 1, name: 'Categories of products' }).waitFor();
  await page.locator('summary').filter({ hasText: 'Phones' }).click();
  await page.locator('details[open]').getByLabel('Called in English').fill('Handsets');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await settled(page);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(await overflow(page), []);
  await page.goto(`${world.url}watch/${watch.id}/wishes`);
  await page.getByRole('link', { name: 'Handsets', exact: true }).waitFor();
  await world.ask('DELETE', 'intents/categories');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

for (const look of LOOKS) {
  test(`it fits and reads well at ${look.width} px in ${look.language}`, async () => {
    const page = await open(look);
    await world.picture(page, `wishes-${look.language}-${look.width}`);
    assert.deepEqual(await overflow(page), [], 'wider than the window');
    assert.deepEqual(await violations(page), [], 'accessibility');
    await page.goto(`${world.url}watch/${watch.id}/wishes/switches`);
    await page.locator('#posts article[data-post]').first().waitFor();
    await settled(page);
    await world.picture(page, `wished-${look.language}-${look.width}`);
    assert.deepEqual(await overflow(page), [], 'wider than the window');
    assert.deepEqual(await violations(page), [], 'accessibility');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
