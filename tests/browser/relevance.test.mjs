// A name that is a fruit too: after twenty answers, given by key, the list of the watch hides the fruit, says how many,
// and shows them on demand; what arrives is judged as it comes. In both languages, at every width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const MINUTE_MS = 60_000;
let world;
let watch;

const post = (id, text, ago_ms = 0) => ({
  id, source: 'file:invented', lang: 'en', time: new Date(Date.now() - ago_ms).toISOString(), text, author: { id: `a-${id}`, handle: id, name: `Author ${id}` },
});
const us = (n, ago_ms) => post(`us${n}`, `orange network is down again in district ${n}`, ago_ms);
const fruit = (n, ago_ms) => post(`fruit${n}`, `squeezed an orange into the cake, recipe ${n}`, ago_ms);

before(async () => {
  world = await World.open();
  watch = await world.ask('POST', 'watches', { name: 'Orange', query: 'orange' });
  await world.ask('POST', 'posts', Array.from({ length: 16 }, (_, n) => [us(n, (60 - 2 * n) * MINUTE_MS), fruit(n, (59 - 2 * n) * MINUTE_MS)]).flat());
});
after(() => world.close());

async function open(look) {
  const page = await world.page(look);
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.getByRole('button', { name: /^(Posts|Messages)$/ }).click().catch(() => undefined); // Narrow: the other half.
  await page.locator('article[data-post]').first().waitFor();
  await settled(page);
  return page;
}

const cards = (page) => page.locator('#posts article[data-post]');

test('answers are given by key, and taken back by the same key', async () => {
  const page = await open({ language: 'en', width: 1440 });
  const first = cards(page).first();
  await first.focus();
  await page.keyboard.press('y');
  const about = first.getByRole('button', { name: 'About us', exact: true });
  await page.locator('#posts [data-about][aria-pressed="true"]').waitFor();
  await page.getByText('1 about us, 0 not').waitFor();
  assert.equal(await about.getAttribute('aria-pressed'), 'true');
  await first.focus();
  await page.keyboard.press('y');
  await page.locator('#posts [data-about][aria-pressed="true"]').waitFor({ state: 'detached' });
  await page.close();
});

test('after twenty answers the fruit is hidden, counted, and shown on demand', async () => {
  for (let n = 0; n < 10; ++n) {
    await world.ask('POST', `watches/${watch.id}/relevance`, { source: 'file:invented', id: `us${n}`, about: true });
    await world.ask('POST', `watches/${watch.id}/relevance`, { source: 'file:invented', id: `fruit${n}`, about: false });
  }
  const page = await open({ language: 'en', width: 1440 });
  const line = page.locator('#posts .line');
  await line.getByText('16 posts hidden as not about us.').waitFor();
  assert.equal(await cards(page).count(), 16);
  await line.getByRole('button', { name: 'Show them' }).click();
  await page.locator('#posts').getByText('recipe 3').waitFor();
  assert.deepEqual(await violations(page), []);
  await line.getByRole('button', { name: 'Hide them' }).click();
  await page.locator('#posts').getByText('recipe 3').waitFor({ state: 'detached' });
  await world.ask('POST', 'posts', [fruit(90), us(91)]);
  await page.getByRole('button', { name: /1 new post/ }).waitFor();
  await line.getByText('17 posts hidden as not about us.').waitFor();
  await line.getByText('How it hides').click();
  await line.getByText(/Of the 20 answers/).waitFor();
  await line.getByRole('slider').fill('0');
  await line.getByText('Nothing hidden here.').waitFor();
  await line.getByText('Chosen by hand.').waitFor();
  await line.getByRole('button', { name: /Take the best one/ }).click();
  await line.getByText('17 posts hidden as not about us.').waitFor();
  await page.close();
});

for (const look of [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 768, theme: 'light' }]) {
  test(`the page holds at ${look.width} px`, async () => {
    const page = await open(look);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}
