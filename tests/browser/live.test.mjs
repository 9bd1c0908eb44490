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
  await page.locator('.nothing .empty').waitFor();
  await page.evaluate(() => (globalThis.neverReloaded = true));
  await world.say('first', 'A lantern is burning over there');
  await page.locator('#posts article', { hasText: 'burning over there' }).waitFor({ timeout: 5000 });
  assert.equal(await page.locator('#posts article mark').first().textContent(), 'lantern');
  assert.equal(await page.evaluate(() => globalThis.neverReloaded), true);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('later ones wait behind a button that counts them, and are gone to when it is pressed', async () => {
  const page = await world.page({ height: 400 });
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.locator('#posts article').first().waitFor();
  await world.say('second', 'Two lanterns now');
  await world.say('third', 'Three lanterns!');
  const button = page.getByRole('button', { name: 'Show 2 new posts' });
  await button.click({ timeout: 5000 });
  await page.locator('#posts article').nth(2).waitFor();
  const first = page.locator('#posts article').first();
  assert.match((await first.textContent()) ?? '', /Three lanterns!/);
  assert.ok(await first.evaluate((article) => article === document.activeElement && article.getBoundingClientRect().top >= 0));
  await page.context().close();
});

test('the lookout counts and shows it too', async () => {
  const page = await world.page({ language: 'fr' });
  await page.goto(world.url);
  await page.locator('main article h2', { hasText: 'Lanterns' }).waitFor();
  await page.getByRole('heading', { name: 'Derniers conservés' }).waitFor();
  await world.say('fourth', 'A lantern for the lookout');
  await page.locator('article[data-post]', { hasText: 'for the lookout' }).waitFor({ timeout: 5000 });
  await page.getByRole('heading', { name: 'Ce qui se dit' }).waitFor();
  await page.locator('main article dd a', { hasText: '4' }).first().waitFor({ timeout: 8000 });
  await page.getByText('4 messages conservés').waitFor({ timeout: 15_000 });
  await page.context().close();
});

test('the stream of the lookout stands still under a reader, and tells what is new', async () => {
  const page = await world.page();
  await page.goto(world.url);
  const stream = page.getByRole('region', { name: 'As it is said' });
  await stream.locator('article').first().waitFor();
  await stream.hover();
  await world.say('fifth', 'A lantern for one who reads');
  await page.getByRole('button', { name: '1 new' }).click({ timeout: 5000 });
  await stream.locator('article', { hasText: 'for one who reads' }).waitFor();
  await page.context().close();
});

test('a house without a source says that it does not listen', async () => {
  for (const width of [360, 1440]) {
    const page = await world.page({ width });
    await page.goto(world.url);
    await page.locator('.state.grey:visible', { hasText: 'Not listening' }).waitFor();
    await page.context().close();
  }
});

test('a server that is gone is said, its figures stay, and its return is noticed', async () => {
  const lookout = await world.page();
  await lookout.goto(world.url);
  await lookout.locator('main article dd a').first().waitFor();
  const search = await world.page();
  await search.goto(`${world.url}search?q=lantern*`);
  await search.getByRole('heading', { name: /5 posts/ }).waitFor();
  await world.stopServer();
  await lookout.getByText('The server does not answer.').first().waitFor({ timeout: 10_000 });
  assert.equal(await lookout.locator('.notice.danger').count(), 1);
  assert.ok(await lookout.locator('main.stale article dd a').first().isVisible());
  await world.startServer();
  await lookout.getByText('The server does not answer.').first().waitFor({ state: 'hidden', timeout: 20_000 });
  await world.say('sixth', 'A lantern after the night');
  await lookout.locator('article[data-post]', { hasText: 'after the night' }).waitFor({ timeout: 8000 });
  await search.reload();
  await search.getByRole('heading', { name: /6 posts/ }).waitFor();
  await lookout.context().close();
  await search.context().close();
});
