// The crisis page of an incident of a rehearsal: what happened when, as a page, as pictures, as data; and the pages of
// signals around it, of that same rehearsal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { Drilled } from './drilled.mjs';
import { World } from './world.mjs';

const LOOKS = [
  { language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }, { language: 'fr', width: 1440, theme: 'dark' },
  { language: 'en', width: 360, theme: 'light' },
];
const AGAIN_MS = 2000;
const PNG = '89504e470d0a1a0a';
let world;
let drilled;
let alert;
let timeline;

before(async () => {
  world = await World.open();
  drilled = new Drilled(world);
  await drilled.begin('en');
  for (const hour of [20, 22, 24]) {
    await drilled.playUntil(hour);
    await drilled.answer('en', 2);
  }
  await drilled.playUntil(26);
  alert = await until(() => drilled.greatest(), 'an alert', 60_000);
  // The clock stands; the minutes until then are still being judged.
  await until(async () => {
    const before = timeline;
    timeline = await drilled.ask('GET', `alerts/${alert.id}/timeline`);
    await sleep(AGAIN_MS);
    return before && JSON.stringify(before) === JSON.stringify(timeline);
  }, 'the alert to stand', 60_000);
});
after(() => world.close());

async function opened(look) {
  const page = await world.page(look);
  await page.goto(`${world.url}rehearsal/alerts/${alert.id}/story`);
  await page.locator('.drawn svg').waitFor();
  return page;
}

async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return { bytes: readFileSync(await download.path()), name: download.suggestedFilename() };
}

test('an alert opens into its crisis page, with figures, a curve and each moment by its number', async () => {
  const page = await world.page();
  await page.goto(`${world.url}rehearsal/alerts/${alert.id}`);
  await page.getByRole('link', { name: 'Crisis page' }).click();
  await page.waitForURL(/\/rehearsal\/alerts\/\d+\/story$/);
  await page.locator('.drawn svg').waitFor();
  const moments = page.getByRole('region', { name: 'What happened when' }).locator('ol > li');
  assert.equal(await moments.count(), timeline.moments.length);
  assert.equal(await page.locator('.drawn svg circle').count(), timeline.moments.length);
  assert.deepEqual(await moments.evaluateAll((all) => all.map((one) => one.dataset.event)), timeline.moments.map(({ event }) => event));
  for (const event of ['first_post', 'began', 'peak']) assert.ok(timeline.moments.some((one) => one.event === event), event);
  await moments.filter({ hasText: 'First post' }).getByText('Show the post').click();
  await moments.filter({ hasText: 'First post' }).locator('article').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('what we answered is told by the incident that it was said in', async () => {
  const { alerts } = await drilled.ask('GET', 'alerts?watch=1&limit=100');
  const answers = [];
  for (const { id } of alerts) {
    const { moments } = await drilled.ask('GET', `alerts/${id}/timeline`);
    answers.push(...moments.filter(({ event }) => event === 'answered'));
  }
  assert.ok(answers.length > 0);
  for (const { post } of answers) {
    const { author } = await drilled.ask('GET', `posts/${encodeURIComponent(post.source)}/${encodeURIComponent(post.id)}`);
    assert.match(author.id, /^staff:/);
  }
});

test('the picture is the same when made again, says that it is of a rehearsal, and names nobody', async () => {
  const page = await opened();
  const { bytes, name } = await taken(page, 'Picture (SVG)');
  assert.equal(name, `vigie-alert-${alert.id}.svg`);
  await page.reload();
  await page.locator('.drawn svg').waitFor();
  assert.ok((await taken(page, 'Picture (SVG)')).bytes.equals(bytes), 'the same bytes');
  const svg = bytes.toString();
  assert.match(svg, /REHEARSAL/);
  assert.ok(timeline.alert.authors.length > 0);
  for (const { handle, id } of timeline.alert.authors) {
    assert.ok(!svg.includes(handle), handle);
    assert.ok(!svg.includes(id), id);
  }
  const read = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { name: root.localName, faults: root.getElementsByTagName('parsererror').length, active: root.querySelectorAll('script, foreignObject, image, a, [href]').length, width: root.getAttribute('width') };
  }, svg);
  assert.deepEqual(read, { name: 'svg', faults: 0, active: 0, width: '1200' });
  await page.context().close();
});

test('the PNG is that picture in twice its size', async () => {
  const page = await opened();
  const svg = (await taken(page, 'Picture (SVG)')).bytes.toString();
  const { bytes, name } = await taken(page, 'Picture (PNG)');
  assert.equal(name, `vigie-alert-${alert.id}.png`);
  assert.equal(bytes.subarray(0, 8).toString('hex'), PNG);
  assert.equal(bytes.readUInt32BE(16), 2400);
  assert.equal(bytes.readUInt32BE(20), 2 * Number(/ height="(\d+)"/.exec(svg)[1]));
  assert.ok(bytes.length > 50_000, 'it is not empty');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the curve is taken along as a table', async () => {
  const page = await opened();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Curve (CSV)' }).click()]);
  assert.equal(download.suggestedFilename(), `vigie-alert-${alert.id}.csv`);
  const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
  assert.equal(lines.length, timeline.points.length + 1);
  const posts = lines.slice(1).reduce((sum, line) => sum + Number(line.split(',')[1]), 0);
  assert.equal(posts, timeline.points.reduce((sum, one) => sum + one.posts, 0));
  await page.context().close();
});

test('the crisis page in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const page = await opened(look);
    await settled(page);
    const name = `story-${look.language}-${look.width}-${look.theme}`;
    await world.picture(page, name);
    assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
    assert.deepEqual(await violations(page), [], `${name}: accessibility`);
    assert.equal(await page.locator('main').getByText(look.language === 'fr' ? 'Ce qui s’est passé, et quand' : 'What happened when').count(), 1);
    await page.locator('summary', { hasText: look.language === 'fr' ? 'Les chiffres en tableau' : 'The figures as a table' }).press('Enter');
    assert.ok((await page.locator('.curve tbody tr').count()) > 10);
    assert.deepEqual(await violations(page), [], `${name}: accessibility with its table`);
    assert.deepEqual(page.complaints, [], `${name}: console`);
    await page.context().close();
  }
});

test('so do the pages around it: alerts, one alert, trends, the rehearsal and its scorecard', async () => {
  const pages = [['alerts', 'main article'], [`alerts/${alert.id}`, '.behind article'], ['trends', 'main h2'], ['', 'main article'], ['scorecard', 'figure svg']];
  for (const { language, width, theme } of LOOKS) {
    for (const [path, shows] of pages) {
      const name = `rehearsal-${path.replace(/\W+\d*/, '') || 'lookout'}-${language}-${width}`;
      const page = await world.page({ language, width, theme });
      await page.goto(`${world.url}rehearsal/${path}`);
      await page.locator(shows).first().waitFor({ timeout: 60_000 });
      assert.equal(await page.evaluate(() => document.documentElement.lang), language, name);
      await settled(page);
      await world.picture(page, name);
      assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
      assert.deepEqual(await violations(page), [], `${name}: accessibility`);
      assert.deepEqual(page.complaints, [], `${name}: console`);
      await page.context().close();
    }
  }
});

test('every act is reached by the keyboard, and one that is not here says so', async () => {
  const page = await opened();
  const reached = [];
  await page.locator('main h1').focus();
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim()));
  }
  assert.deepEqual(reached, ['Picture (PNG)', 'Picture (SVG)', 'Curve (CSV)', 'Print', 'The alert']);
  await page.goto(`${world.url}rehearsal/alerts/999/story`);
  await page.getByText('This alert is not here.').first().waitFor();
  await page.context().close();
});

test('a printed crisis page leaves out what only a screen needs', async () => {
  const page = await opened();
  await page.emulateMedia({ media: 'print' });
  await settled(page);
  await world.picture(page, 'story-printed');
  for (const hidden of ['header.rail', 'nav', 'main header .actions']) {
    for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, hidden);
  }
  assert.equal(await page.locator('.drawn svg').isVisible(), true);
  await page.context().close();
});
