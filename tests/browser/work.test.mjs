// What a person does: the first watch, a search and its faults, the keyboard, the switches.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './world.mjs';

let world;

before(async () => {
  world = await World.open();
  await world.fill(120);
});
after(() => world.close());

test('every page carries the strict policy', async () => {
  const policy = (await fetch(world.url)).headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /style-src 'self'(;|$)/);
  assert.doesNotMatch(policy, /unsafe/);
});

test('a name typed at the first door becomes a watch with its page', async () => {
  const page = await world.page();
  await page.goto(world.url);
  await page.getByLabel('Name of your brand, product or topic').fill('Crédit Atlas');
  await page.getByRole('button', { name: 'Start listening' }).click();
  await page.waitForURL(/\/watch\//);
  await page.getByRole('heading', { level: 1, name: 'Crédit Atlas' }).waitFor();
  assert.equal(await page.locator('.query code').textContent(), '"Crédit Atlas" OR #CréditAtlas');
  await page.context().close();
});

test('a new watch is tried on the past, kept, changed and deleted', async () => {
  const page = await world.page();
  await page.goto(`${world.url}new`);
  await page.getByRole('button', { name: 'Start watching' }).click();
  await page.getByText('Give the watch a name.').waitFor();
  await page.getByLabel('Name').fill('Range');
  await page.getByLabel('Query', { exact: true }).fill('range OR batterie');
  await page.locator('#test-title ~ .count p b').waitFor();
  assert.ok((await page.locator('article[data-post] mark').count()) > 0, 'matches are marked');
  await page.getByRole('button', { name: 'Start watching' }).click();
  await page.waitForURL(/\/watch\/[^/]+$/);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Name').fill('Range and battery');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Range and battery' }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(world.url);
  assert.equal(await page.locator('nav').getByText('Range and battery').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a wrong query shows the letter under its column', async () => {
  const page = await world.page({ language: 'fr' });
  await page.goto(`${world.url}search`);
  await page.getByLabel('Requête', { exact: true }).fill('😀 atlas (batterie');
  await page.keyboard.press('Enter');
  await page.getByText(/Colonne 9\s:/).waitFor();
  assert.equal(await page.locator('.here').textContent(), '(');
  await page.getByLabel('Requête', { exact: true }).fill('atlas batterie');
  await page.keyboard.press('Enter');
  await page.locator('article mark').first().waitFor();
  assert.equal(await page.locator('.fault').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a guess of the server mends the query', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas%20langue:fr`);
  await page.locator('.wrong button').click();
  assert.match(await page.getByLabel('Query', { exact: true }).inputValue(), /^atlas lang:fr$/);
  await page.context().close();
});

test('a bar of the volume opens its posts', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas`);
  await page.getByText('Figures as a table').click();
  const row = page.locator('details tbody tr').nth(2);  // Full: no more posts can fall into it.
  const posts = Number(await row.locator('td').first().textContent());
  await row.getByRole('button').click();
  await page.getByRole('button', { name: 'Show the whole span' }).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.locator('article[data-post]').count(), Math.min(posts, 30));
  await page.context().close();
});

test('the keyboard alone reaches search, posts and help', async () => {
  const page = await world.page();
  await page.goto(world.url + 'sources');
  await page.locator('main h1').waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes('skip')), true);
  await page.keyboard.press('/');
  await page.waitForURL(/\/search/);
  await page.waitForFunction(() => document.activeElement?.id === 'query');
  await page.keyboard.type('atlas');
  await page.keyboard.press('Enter');
  await page.locator('article[data-post]').nth(1).waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const at = await page.evaluate(() => [...document.querySelectorAll('article[data-post]')].indexOf(document.activeElement));
  assert.equal(at, 1);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.context().close();
});

test('language and theme are remembered', async () => {
  const page = await world.page();
  await page.goto(`${world.url}sources`);
  await page.getByRole('button', { name: 'Français' }).first().click();
  await page.getByRole('button', { name: 'Passer au thème sombre' }).first().click();
  await page.reload();
  await page.getByText('Les connexions d’où viennent les messages.').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await page.context().close();
});
