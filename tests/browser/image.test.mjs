// The image of a watch and the climate around it, as people see them: each figure opens into exactly its posts, with
// the clause marked; in both languages, at every width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1280, theme: 'light' }, { language: 'fr', width: 768 }];
const MINUTE_MS = 60_000;
let world;
let ours;
let theirs;
let next = 0;

const post = (text) => ({
  id: `i${next++}`, source: 'file:invented', lang: 'en', time: new Date(Date.now() - next * MINUTE_MS).toISOString(), text,
  author: { id: `a${next}`, handle: `a${next}`, name: `Author ${next}` },
});
const many = (count, text) => Array.from({ length: count }, (_, i) => post(text(i)));

before(async () => {
  world = await World.open();
  await world.ask('POST', 'posts', [
    ...many(33, (i) => `The atlas is lovely to drive on day ${i}, but far too expensive`),
    ...many(4, (i) => `Gorgeous design on the new atlas, number ${i}`),
    ...many(5, (i) => `Brunel is cheap, and I bought ${i} of them`),
    ...many(20, (i) => `What a wonderful morning by the harbour, I love day ${i}`),
    ...many(20, (i) => `The ferry left at noon, as on the other days, pier ${i}`),
  ]);
  ours = (await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' })).id;
  theirs = (await world.ask('POST', 'watches', { name: 'Brunel', query: 'brunel' })).id;
});
after(() => world.close());

async function open(look, path = `watch/${ours}/image?span=day`) {
  const page = await world.page(look);
  await page.goto(world.url + path);
  await page.getByRole('heading', { level: 1, name: 'Image' }).waitFor();
  await page.locator('table td.bar').first().waitFor();
  await settled(page);
  return page;
}

const row = (page, name) => page.locator('tbody').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

test('a figure opens into exactly its posts, with the clause marked that says it', async () => {
  const page = await open({});
  assert.match(await row(page, 'Price').textContent(), /33\sposts/);
  assert.match(await row(page, 'Look').textContent(), /4\sposts · small sample/);
  await row(page, 'Price').locator('a.negative-ink').click();
  await page.locator('article[data-post]').first().waitFor();
  assert.match(await page.locator('mark').first().textContent(), /^but far too expensive$/);
  await page.getByRole('button', { name: 'More' }).first().click().catch(() => undefined);
  await page.getByText(/^33\sposts$/).waitFor();
  assert.equal(await page.locator('article[data-post]').count(), 33);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Image' }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('another watch stands beside it, and in the address', async () => {
  const page = await open({});
  await page.getByLabel('Beside …').selectOption({ label: 'Brunel' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await row(page, 'Price').getByRole('rowheader', { name: 'Brunel' }).waitFor();
  assert.match(page.url(), new RegExp(`beside=${theirs}`));
  await page.reload();
  await row(page, 'Price').getByRole('rowheader', { name: 'Brunel' }).waitFor();
  await page.getByRole('button', { name: /Brunel/ }).click();
  await row(page, 'Price').getByRole('rowheader', { name: 'Brunel' }).waitFor({ state: 'detached' });
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the climate stands beside the mood of a watch, with how far they are apart', async () => {
  const page = await world.page({});
  await page.goto(`${world.url}watch/${ours}`);
  const climate = page.locator('details').filter({ hasText: 'Against the climate' });
  await climate.locator('summary').click();
  await climate.getByText('All other posts in English').waitFor();
  assert.match(await climate.locator('summary').textContent(), /negative .+ points \(.+ to .+\)/i);
  await settled(page);
  await world.picture(page, 'climate-en');
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('an image in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const page = await open(look, `watch/${ours}/image?span=day&beside=${theirs}`);
    const name = `image-${look.language}-${look.width}`;
    await world.picture(page, name);
    assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
    assert.deepEqual(await violations(page), [], `${name}: accessibility`);
    assert.deepEqual(page.complaints, [], `${name}: console`);
    await page.context().close();
  }
});

test('where nobody judges anything, it says so', async () => {
  const none = (await world.ask('POST', 'watches', { name: 'Nothing', query: 'harbour' })).id;
  const page = await world.page({});
  await page.goto(`${world.url}watch/${none}/image?span=day`);
  await page.getByText('Nobody speaks of price').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a manager changes the words, and the image is read with them at once', async () => {
  const page = await world.page({});
  await page.goto(`${world.url}attributes`);
  await page.getByRole('heading', { level: 1, name: 'Words of the image' }).waitFor();
  await page.locator('summary', { hasText: 'Price' }).click();
  const phrases = page.locator('details[open]').getByLabel('English phrases');
  assert.match(await phrases.inputValue(), /^price\*$/m);
  await phrases.fill('x*');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/before `\*` stand/).waitFor();
  await phrases.fill('wonderful morning | +');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await settled(page);
  await world.picture(page, 'words-en');
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await violations(page), []);
  const sea = (await world.ask('POST', 'watches', { name: 'Sea', query: 'harbour' })).id;
  await page.goto(`${world.url}watch/${sea}/image?span=day`);
  await row(page, 'Price').getByText(/^20\sposts · small sample$/).waitFor();
  await page.goto(`${world.url}attributes`);
  await page.getByRole('button', { name: 'Back to the list of Vigie' }).click();
  await page.locator('dialog').getByRole('button', { name: 'Back to the list of Vigie' }).click();
  await page.getByText('Saved.').waitFor();
  assert.deepEqual(page.complaints.filter((one) => !/422/.test(one)), []);
  await page.context().close();
});

test('words that a list lacks are offered, and one click adds one', async () => {
  await world.ask('POST', 'posts', [
    ...many(32, (i) => `The skiff is far too expensive, what a zorkle, number ${i}`),
    ...many(32, (i) => `The skiff stands by the pier, number ${i}`),
  ]);
  const skiff = (await world.ask('POST', 'watches', { name: 'Skiff', query: 'skiff' })).id;
  const page = await open({ width: 360 }, `watch/${skiff}/image?span=day`);
  await page.locator('summary', { hasText: 'Words that may be missing' }).click();
  await page.locator('details[open] select').first().selectOption('price');
  await page.getByRole('button', { name: 'Look for words' }).click();
  await page.getByText('64 posts read of 64: 32 beside 32 others.').waitFor();
  await page.getByRole('button', { name: 'Add “zorkle” to: Price' }).click();
  await page.getByText('Added.').waitFor();
  await settled(page);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await violations(page), []);
  const { attributes } = await world.ask('GET', 'image/attributes');
  assert.ok(attributes.find((one) => one.name === 'price').en.phrases.includes('zorkle'));
  await page.getByRole('button', { name: 'Look for words' }).click();
  await page.getByRole('button', { name: 'Add “zorkle” to: Price' }).waitFor({ state: 'detached' });
  await page.locator('details[open] select').first().selectOption('');
  await page.getByRole('button', { name: 'Look for words' }).click();
  await page.getByText(/posts read of 64/).waitFor();
  await world.ask('DELETE', 'image/attributes');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
