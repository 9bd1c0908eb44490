// What moves by itself: posts, counts, the banner of a server that is gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

let world;
let watch;

before(async () => {
  world = await World.open();
  watch = await world.ask('POST', 'watches', { name: 'Lanterns', query: 'lantern*' });
});
after(() => world.close());

test('the first post about a brand appears on its page without a reload', async () => {
  const page = await world.page();
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.locator('#posts .empty').waitFor();
  await page.evaluate(() => (globalThis.neverReloaded = true));
  await world.say('first', 'A lantern is burning over there');
  await page.locator('#posts article', { hasText: 'burning over there' }).waitFor({ timeout: 5000 });
  assert.equal(await page.locator('#posts article mark').first().textContent(), 'lantern');
  assert.equal(await page.evaluate(() => globalThis.neverReloaded), true);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('later ones wait behind a button that counts them', async () => {
  const page = await world.page();
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.locator('#posts article').first().waitFor();
  await world.say('second', 'Two lanterns now');
  await world.say('third', 'Three lanterns!');
  const button = page.getByRole('button', { name: 'Show 2 new posts' });
  await button.click({ timeout: 5000 });
  await page.locator('#posts article').nth(2).waitFor();
  assert.match((await page.locator('#posts article').first().textContent()) ?? '', /Three lanterns!/);
  await page.context().close();
});

test('the lookout counts and shows it too', async () => {
  const page = await world.page({ language: 'fr' });
  await page.goto(world.url);
  await page.locator('main article h2', { hasText: 'Lanterns' }).waitFor();
  await world.say('fourth', 'A lantern for the lookout');
  await page.locator('article[data-post]', { hasText: 'for the lookout' }).waitFor({ timeout: 5000 });
  await page.locator('main article dd b', { hasText: '4' }).first().waitFor({ timeout: 8000 });
  await page.context().close();
});

test('a server that is gone is said, and its return is noticed', async () => {
  const page = await world.page();
  await page.goto(world.url);
  await page.locator('main article h2').first().waitFor();
  const { host } = new URL(world.url);
  await world.stopServer();
  await page.getByText('The server does not answer.').first().waitFor({ timeout: 10_000 });
  await world.startServer(host);
  await page.getByText('The server does not answer.').first().waitFor({ state: 'hidden', timeout: 15_000 });
  await page.context().close();
});
