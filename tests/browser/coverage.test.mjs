// What was not heard is hatched, and figures can be seen as they were known: in both languages, at every width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }, { language: 'fr', width: 1440, theme: 'dark' }];
let world;
let watch;

before(async () => {
  world = await World.open();
  await world.fill();
  watch = (await world.ask('POST', 'watches', { name: 'Aurora', query: 'source:file OR source:bluesky' })).id;
  // It cannot be reached, and then we do not run.
  await world.ask('POST', 'sources', { kind: 'bluesky' });
  const gaps = async () => (await world.server.ask('GET', '/api/v1/sources/bluesky/coverage?step=minute')).json?.gaps ?? [];
  await until(async () => (await gaps()).some((gap) => Date.parse(gap.to) - Date.parse(gap.from) > 1000), 'the outage to be known', 30_000);
  await world.stopServer();
  await world.startServer();
  await until(async () => (await gaps()).some((gap) => gap.reason.en === 'Vigie did not run.'), 'the stop to be known', 30_000);
});
after(() => world.close());

async function open(look, search = '?span=hour') {
  const page = await world.page(look);
  await page.goto(`${world.url}watch/${watch}${search}`);
  await page.locator('.volume canvas').waitFor();
  await settled(page);
  return page;
}

/** Of the pixels of a strip of the plot, the share that is painted. */
const painted = (page, from, to) => page.locator('.volume canvas').evaluate((canvas, [left, right]) => {
  const { width, height } = canvas;
  const x = Math.floor(width * left);
  const { data } = canvas.getContext('2d').getImageData(x, Math.floor(height * 0.12), Math.max(1, Math.floor(width * (right - left))), Math.floor(height * 0.2));
  let some = 0;
  for (let i = 3; i < data.length; i += 4) some += data[i] > 0 ? 1 : 0;
  return some / (data.length / 4);
}, [from, to]);

test('the span that was not heard is hatched, and told in words with its reason', async () => {
  const page = await open({ language: 'en', width: 1440 });
  const note = page.locator('.volume details', { hasText: 'coverage' }).first();
  assert.match(await note.locator('summary').innerText(), /coverage \d+%/);
  await note.locator('summary').click();
  assert.match(await note.innerText(), /Bluesky · The source did not answer\./);
  assert.match(await note.innerText(), /Bluesky · Vigie did not run\./);
  assert.ok((await painted(page, 0.95, 1)) > (await painted(page, 0.3, 0.35)), 'the newest minutes are hatched');
  assert.match(await page.locator('.volume [role="img"]').getAttribute('aria-label'), /coverage \d+%/);
  await page.getByText('Figures as a table').click();
  assert.equal(await page.locator('.volume th', { hasText: 'Coverage' }).count(), 1);
  assert.ok(await page.locator('.volume tbody td', { hasText: /^0%$/ }).count() > 0);
});

test('figures and posts are shown as they were known, and a link says so', async () => {
  const page = await open({ language: 'en', width: 1440 }, '?span=all');
  const counted = () => page.locator('.volume dd').first().innerText();
  const all = await counted();
  await page.getByRole('button', { name: 'As known at…' }).click();
  await page.getByLabel('As known at').fill('2020-01-01T10:00');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('As it was known at').waitFor();
  assert.match(page.url(), /known=2020-01-01T09%3A00/);
  await page.reload();
  await page.getByText('As it was known at').waitFor();
  await page.getByRole('button', { name: 'Show all that is known now' }).click();
  await page.locator('.volume dd').first().waitFor();
  assert.equal(await counted(), all);
  assert.doesNotMatch(page.url(), /known=/);
  assert.deepEqual(page.complaints, []);
});

test('the hatched watch in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const page = await open(look);
    await page.getByRole('button', { name: look.language === 'fr' ? 'Vu à une date…' : 'As known at…' }).click();
    await page.locator('.volume details').first().locator('summary').click();
    assert.deepEqual(await violations(page), [], JSON.stringify(look));
    assert.deepEqual(await overflow(page), [], JSON.stringify(look));
    assert.deepEqual(page.complaints, []);
    await world.picture(page, `coverage-${look.language}-${look.width}`);
    await page.goto(world.url);
    await page.locator('article svg').first().waitFor();
    await settled(page);
    assert.deepEqual(await violations(page), [], JSON.stringify(look));
    await page.context().close();
  }
});

test('each source has its week: a strip that is hatched where it was not heard, and the same in words', async () => {
  for (const look of LOOKS) {
    const page = await world.page(look);
    await page.goto(`${world.url}sources`);
    const week = page.locator('main li', { hasText: 'Bluesky' }).locator('.week');
    await week.locator('rect[fill^="url"]').first().waitFor();
    assert.ok(await week.locator('rect.heard').count() > 0, 'where it was to be heard');
    const said = look.language === 'fr' ? /Les 7 derniers jours · couverture \d+\s%/ : /The last 7 days · coverage \d+%/;
    assert.match(await week.locator('svg').first().getAttribute('aria-label'), said);
    await week.locator('summary').click();
    await week.getByText(look.language === 'fr' ? 'Vigie était à l’arrêt.' : 'Vigie did not run.').first().waitFor();
    await settled(page);
    assert.deepEqual(await violations(page), [], JSON.stringify(look));
    assert.deepEqual(await overflow(page), [], JSON.stringify(look));
    assert.deepEqual(page.complaints, []);
    await world.picture(page, `sources-heard-${look.language}-${look.width}`);
    await page.context().close();
  }
});
