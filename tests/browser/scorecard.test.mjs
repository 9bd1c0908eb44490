// The scorecard of a rehearsal: the same week-end played in several ways, side by side.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }];
const WIDTHS = [{ language: 'fr', width: 320 }, { language: 'en', width: 768 }, { language: 'fr', width: 2560 }];
let world;

before(async () => {
  world = await World.open();
});
after(() => world.close());

test('who plays the brand is chosen at the door', async () => {
  const page = await world.page();
  await page.goto(`${world.url}welcome`);
  await page.getByLabel('Who plays the brand').selectOption({ label: 'You: answer, let stand, hand over' });
  await page.getByLabel('How fast').selectOption({ label: 'the whole week-end in 1 minute (× 3,600)' });
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();
  await page.waitForURL(/\/rehearsal\/$/);
  await page.getByText('You play: at the desk and in our place').waitFor();
  const drill = await world.ask('GET', 'drill');
  assert.equal(drill.policy, 'none');
  assert.equal(drill.playable, true);
  await page.context().close();
});

test('the scorecard says on its face that it teaches and does not forecast', async () => {
  await until(async () => {
    const { now, opening } = await world.ask('GET', 'drill');
    return Date.parse(now) - Date.parse(opening) > 30 * 3_600_000;
  }, 'the Saturday night', 120_000);
  await world.ask('PATCH', 'drill', { paused: true });
  const page = await world.page();
  await page.goto(`${world.url}rehearsal/`);
  await page.locator('section.banner').getByRole('link', { name: 'Scorecard' }).click();
  await page.getByText('It teaches; it does not forecast.').waitFor({ timeout: 60_000 });
  for (const name of ['Absent', 'Deletes', 'Present', 'You']) await page.getByRole('columnheader', { name, exact: true }).first().waitFor();
  assert.equal(await page.locator('figure svg').count(), 4);
  await page.getByText('How the public reacts').click();
  const rules = page.getByRole('region', { name: /How the public reacts/ }).locator('tbody tr');
  assert.ok((await rules.count()) > 20);
  for (const cells of await rules.all()) assert.notEqual(((await cells.locator('td').last().textContent()) ?? '').trim(), '', 'each rule has its source');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the scorecard says who was woken, and when, against what really happened', async () => {
  const card = await world.ask('GET', 'drill/alerts');
  assert.deepEqual(card.incidents.map((one) => one.id), ['call', 'hijack', 'outage', 'raid']);
  const page = await world.page();
  await page.goto(`${world.url}rehearsal/scorecard`);
  const section = page.getByRole('region', { name: 'Who was woken, and when' });
  const rows = section.locator('tbody tr');
  await rows.first().waitFor({ timeout: 60_000 });
  assert.equal(await rows.count(), 4);
  const last = await rows.last().textContent();
  assert.match(last ?? '', /The copy-paste raid/);
  assert.match(last ?? '', /still to come|not yet/); // It is Sunday's, and the story stands on Saturday night.
  await page.getByText(/No alert of nothing|alerts? of nothing:/).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the scorecard in both languages, by day and by night, at every width', async () => {
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.page(look);
    await page.goto(`${world.url}rehearsal/scorecard`);
    await page.locator('figure svg').first().waitFor({ timeout: 60_000 });
    await settled(page);
    await world.picture(page, `scorecard-${look.language}-${look.width}`);
    assert.deepEqual(await overflow(page), [], 'wider than the window');
    assert.deepEqual(await violations(page), [], 'accessibility');
    assert.deepEqual(page.complaints, [], 'console');
    await page.context().close();
  }
});

test('another story is chosen at the door, and a rehearsal is removed whole', async () => {
  await world.ask('DELETE', 'drill');
  for (const look of LOOKS) {
    const page = await world.page(look);
    const french = look.language === 'fr';
    await page.goto(`${world.url}welcome`);
    await page.getByLabel(french ? 'Quelle histoire' : 'Which story').selectOption('silence');
    await page.getByText(french ? 'La Ventoline est un petit train régional.' : 'The Ventoline is a small regional railway.').waitFor();
    assert.equal(await page.getByLabel(french ? 'Qui joue la marque' : 'Who plays the brand').count(), 0); // Its public does not react.
    assert.equal(await page.getByText(french ? 'Un constructeur inventé' : 'An invented car maker').count(), 0, 'the first story is told no more');
    await settled(page);
    assert.deepEqual(await overflow(page), [], 'wider than the window');
    assert.deepEqual(await violations(page), [], 'accessibility');
    await page.context().close();
  }
  const page = await world.page();
  await page.goto(`${world.url}welcome`);
  await page.getByLabel('Which story').selectOption('silence');
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();
  await page.waitForURL(/\/rehearsal\/$/);
  assert.equal((await world.ask('GET', 'drill')).name, 'silence');
  await page.goto(`${world.url}rehearsal/scorecard`);
  await page.getByText('The public of this story does not react to what is done').waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('figure svg').count(), 1);
  assert.equal(await page.getByText('in several ways').count(), 0);
  await world.ask('DELETE', 'drill');
  await page.goto(`${world.url}welcome`);
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('heading', { name: 'Remove the rehearsal?' }).waitFor();
  await page.getByRole('button', { name: 'Remove it whole' }).click();
  await until(async () => (await world.ask('GET', 'drill')).state === 'none', 'the rehearsal to be gone', 30_000);
  await until(() => !existsSync(join(world.folder, 'data', 'rehearsal')), 'its folder to be gone', 30_000);
  await page.waitForURL(world.url);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
