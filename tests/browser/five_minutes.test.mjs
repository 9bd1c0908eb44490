// The first five minutes, as a person lives them: a rehearsal, a contribution, an alert, answers, a
// refusal, the scorecard. Everything is done on the pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { settled } from './accessibility.mjs';
import { World } from './world.mjs';

const ALERT_MS = 180_000;
const PATIENCE_MS = 30_000;
let world;
let page;
let sealed;

before(async () => {
  world = await World.open();
  page = await world.page();
  sealed = `${world.url}rehearsal/`;
});
after(() => world.close());

test('the rehearsal opens on a Friday at 17:00, at six hundred times', async () => {
  await page.goto(`${world.url}welcome`);
  await page.getByLabel('Who plays the brand').selectOption({ label: 'You: answer, let stand, hand over' });
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();
  await page.waitForURL(sealed);
  await page.locator('section.banner .time', { hasText: /Fri/ }).waitFor();
  const { opening, speed } = await world.ask('GET', 'drill');
  assert.equal(speed, 600);
  assert.equal(new Date(opening).getDay(), 5);
});

test('what somebody writes on the public page is on the live page without a reload', async () => {
  const { place } = await world.ask('GET', 'drill');
  await page.goto(`${sealed}our-place/${place.slug}`);
  await page.locator('#said-title').waitFor();
  await settled(page);
  const text = 'Ma Galerne éclaire la mer, voilà toute ma pub.';
  await world.contribute(`rehearsal/place/${place.slug}`, 'Lune', text);
  const shown = page.locator('article[data-post]', { hasText: text });
  await shown.or(page.getByRole('button', { name: /^Show \d+ new posts?$/ })).first().waitFor({ timeout: PATIENCE_MS });
});

test('something is unusual, and one alert says so with its first post and those behind it', { timeout: ALERT_MS + 30_000 }, async () => {
  const open = async () => (await world.server.ask('GET', '/rehearsal/api/v1/alerts?state=open')).json?.alerts ?? [];
  await until(async () => (await open()).some(({ posts_behind }) => posts_behind.length > 0), 'the alert', ALERT_MS);
  await world.ask('PATCH', 'drill', { paused: true });
  const link = page.getByRole('link', { name: 'See what is said' });
  await link.waitFor({ timeout: 15_000 });
  await link.click();
  await page.getByRole('heading', { name: 'The first post' }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  // The last minutes are still being judged: page and API say the same soon.
  const same = async () => {
    const { sentence, posts_behind } = (await world.server.ask('GET', `/rehearsal/api/v1/alerts/${id}`)).json;
    const behind = await page.locator('section.behind article').count();
    return behind > 0 && behind === posts_behind.length && (await page.getByRole('heading', { level: 1, name: sentence.en }).isVisible());
  };
  await until(same, 'the page to say what the API says', PATIENCE_MS);
  await settled(page);
  await world.picture(page, 'alert-rehearsal');
  await page.goto(new URL(await page.getByRole('link', { name: 'All posts that were counted' }).getAttribute('href'), world.url).href);
  await page.locator('article[data-post]').first().waitFor();
});

test('one criticism is answered, one let stand, one handed to an expert whose answer goes out at once', async () => {
  await page.goto(`${sealed}desk`);
  const rows = page.locator('article[data-conversation]');
  await rows.nth(3).waitFor();
  const [first, second, third] = await rows.evaluateAll((all) => all.map((row) => row.dataset.conversation));
  await page.goto(`${sealed}desk/${first}`);
  await page.locator('#answer').fill('You are right to ask. In winter count 290 km; the figures are on the page of the call.');
  await page.locator('form button.primary').click();
  await page.locator('.reply[data-state="confirmed"]').waitFor({ timeout: 10_000 });
  await page.goto(`${sealed}desk/${second}`);
  await page.getByRole('button', { name: 'Let stand…' }).click();
  await page.getByRole('dialog').getByText('It is an opinion, and may stand.').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it stand' }).click();
  await page.getByText('Let stand: It is an opinion, and may stand.').waitFor();
  await page.goto(`${sealed}desk/${third}`);
  await page.getByRole('button', { name: 'Hand to an expert…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
  await page.getByText(/^handed to /).waitFor();
  await world.ask('PATCH', 'drill', { paused: false });
  await page.getByText(/^answered after /).waitFor({ timeout: 30_000 });
  await world.ask('PATCH', 'drill', { paused: true });
});

test('removing a negative entry is refused with the clause of the card', async () => {
  const { place } = await world.ask('GET', 'drill');
  await page.goto(`${sealed}our-place/${place.slug}`);
  await page.getByRole('button', { name: 'Remove…' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Another reason').check();
  await dialog.getByRole('textbox', { name: 'Another reason' }).fill('negative');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByText('Refused: this reason is not on the card of motives.').waitFor();
  assert.ok((await dialog.locator('.notice li').count()) > 0);
});

test('the scorecard shows the same week-end played absent and present', async () => {
  await page.goto(`${sealed}scorecard`);
  await page.getByText('It teaches; it does not forecast.').waitFor({ timeout: 60_000 });
  for (const name of ['Absent', 'Present', 'You']) await page.getByRole('columnheader', { name, exact: true }).first().waitFor();
});

test('every figure opens into exactly its posts', async () => {
  await page.goto(`${sealed}learning`);
  await page.locator('.opens a').first().waitFor({ timeout: 15_000 });
  const links = await page.locator('.opens a').evaluateAll((all) => all.map((link) => [link.getAttribute('href'), Number(link.textContent.replace(/\D/g, ''))]));
  for (const [href, count] of links) {
    await page.goto(new URL(href, world.url).href);
    await settled(page);
    const more = page.getByRole('button', { name: 'Load more' });
    while (await more.isVisible()) {
      await more.click();
      await settled(page);
    }
    assert.equal(await page.locator('#posts article[data-post]').count(), count, href);
  }
});
