// A feed is tried before anything is kept, listened to, paused and removed: in both languages, by keyboard too.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const ITEMS = ['A lantern <img src=x onerror=alert(1)>', 'A second light'];
const FEED = `<rss version="2.0"><channel><title>t</title>${ITEMS.map((title, i) =>
  `<item><guid>entry-${i}</guid><title>${title.replaceAll('<', '&lt;')}</title><pubDate>Sun, 01 Feb 2026 00:00:00 GMT</pubDate></item>`).join('')}</channel></rss>`;
let world;
let feed;
let address;

before(async () => {
  feed = createServer((request, reply) => (request.url === '/feed.xml'
    ? reply.writeHead(200, { 'Content-Type': 'application/rss+xml' }).end(FEED)
    : reply.writeHead(404).end())).listen(0, '127.0.0.1');
  await once(feed, 'listening');
  address = `http://127.0.0.1:${feed.address().port}/`;
  world = await World.open();
});
after(async () => {
  await world?.close();
  feed?.closeAllConnections();
  feed?.close();
});

const sources = async () => (await world.ask('GET', 'sources')).sources;

test('a feed is tried, then listened to, paused, resumed and removed', async () => {
  const page = await world.page({ language: 'en', width: 1440 });
  await page.goto(`${world.url}sources`);
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByLabel('Address').fill(`${address}elsewhere.xml`);
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText(/there is no such page/).first().waitFor();
  await page.getByLabel('Address').fill(`${address}feed.xml`);
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('2 posts would come').waitFor();
  assert.equal((await world.ask('GET', 'status')).posts, 0, 'nothing is kept yet');
  await page.getByRole('button', { name: 'Listen', exact: true }).click();
  await until(async () => (await world.ask('GET', 'status')).posts === 2, 'two posts', 30_000);
  await page.getByRole('button', { name: /^Pause the source feed:/ }).click();
  await page.getByRole('button', { name: /^Resume the source feed:/ }).click();
  await page.getByRole('button', { name: /^Pause the source feed:/ }).waitFor();
  await page.getByRole('button', { name: /^Remove the source feed:/ }).click();
  await until(async () => (await sources()).length === 0, 'no source', 30_000);
  assert.equal((await world.ask('GET', 'status')).posts, 2, 'what was read stays');
  await page.context().close();
});

for (const look of [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }]) {
  test(`the form holds at ${look.width} px in ${look.language}`, async () => {
    const page = await world.page(look);
    await page.goto(`${world.url}sources`);
    await page.getByRole('button', { name: look.language === 'fr' ? 'Ajouter une source' : 'Add a source' }).press('Enter');
    await page.locator('#source-kind').selectOption('mastodon');
    await page.locator('#source-stream').selectOption('hashtag');
    await settled(page);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await overflow(page), []);
    assert.equal(await page.locator('#source-secret').getAttribute('type'), 'password');
    await page.context().close();
  });
}
