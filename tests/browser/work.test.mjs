// What a person does: the first watch, a search and its faults, the keyboard, the switches.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { settled } from './accessibility.mjs';
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

test('a name typed at the first door becomes a watch with its page, whatever its network', async () => {
  const page = await world.page();
  await page.goto(world.url);
  await page.getByRole('button', { name: 'Start listening' }).click();
  await page.getByText('Type a name first.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'brand');
  await page.getByLabel('Name of your brand, product or topic').fill('Crédit Atlas');
  await page.getByRole('button', { name: 'Start listening' }).click();
  await page.waitForURL(/\/watch\//);
  await page.getByRole('heading', { level: 1, name: 'Crédit Atlas' }).waitFor();
  assert.equal(await page.locator('.query code').textContent(), '"Crédit Atlas" OR #CréditAtlas');
  await page.getByText('Bluesky cannot be reached from this machine.').waitFor();
  assert.equal(await page.locator('.notice code').isVisible(), false, 'what the machine says stands in the details');
  await page.locator('.state.amber:visible', { hasText: 'Bluesky unreachable' }).waitFor();
  const startedAnew = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/sources'));
  await page.getByRole('button', { name: 'Try now' }).click();
  await startedAnew;
  await world.ask('DELETE', 'sources/bluesky');
  await page.context().close();
});

test('a new watch is tried on the past, kept, changed and deleted', async () => {
  const page = await world.page();
  await page.goto(`${world.url}new`);
  await page.getByRole('button', { name: 'Start watching' }).click();
  await page.getByText('Give the watch a name.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'watch-name');
  await page.getByLabel('Name').fill('Range');
  await page.getByLabel('Query', { exact: true }).fill('range OR batterie');
  await page.locator('.answer .count p b').waitFor();
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

test('what was typed of a new watch is there again after a look elsewhere, and gone once it is cancelled', async () => {
  const page = await world.page();
  await page.goto(`${world.url}new`);
  await page.getByLabel('Name').fill('Half a thought');
  await page.getByLabel('Query', { exact: true }).fill('batterie');
  await page.getByRole('navigation').getByRole('link', { name: 'Sources' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  await page.goBack();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half a thought');
  await page.reload();
  assert.equal(await page.getByLabel('Query', { exact: true }).inputValue(), 'batterie');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.goto(`${world.url}new`);
  assert.equal(await page.getByLabel('Name').inputValue(), '');
  await page.context().close();
});

test('while a query is wrong, what the last good one found stays beside it, greyed', async () => {
  const page = await world.page();
  await page.goto(`${world.url}new?q=batterie`);
  await page.locator('.answer:not(.old) .count').waitFor();
  const found = await page.locator('.answer .count > p b').textContent();
  await page.getByLabel('Query', { exact: true }).fill('batterie (');
  await page.locator('.fault').waitFor();
  assert.equal(await page.locator('.answer.old .count > p b').textContent(), found);
  await page.context().close();
});

test('a wrong query shows the token that is wrong, in the language of the screens', async () => {
  const page = await world.page({ language: 'fr' });
  await page.goto(`${world.url}search`);
  await page.getByLabel('Requête', { exact: true }).fill('😀 atlas (batterie');
  await page.keyboard.press('Enter');
  await page.getByText(/Caractère 9\s:\scette parenthèse n’est jamais fermée/).waitFor();
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
  assert.equal(await page.locator('.here').textContent(), 'langue:fr');
  await page.locator('.wrong button').click();
  assert.match(await page.getByLabel('Query', { exact: true }).inputValue(), /^atlas lang:fr$/);
  await page.context().close();
});

/** How many posts the list holds when all of them are loaded. */
async function listed(page) {
  await settled(page);
  const more = page.getByRole('button', { name: 'Load more' });
  while (await more.isVisible()) {
    await more.click();
    await settled(page);
  }
  return page.locator('#posts article[data-post]').count();
}

const figure = async (locator) => Number(((await locator.textContent()) ?? '').replace(/\D/g, ''));

test('a search lists exactly the posts that it counts, in every span', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas`);
  for (const span of ['All', '7 days', '24 h', 'Hour']) {
    await page.getByRole('button', { name: span, exact: true }).click();
    await settled(page);
    assert.equal(await listed(page), await figure(page.locator('.results h2 span')), span);
  }
  await page.context().close();
});

test('quick searches end with the last one asked', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search`);
  const late = [];
  let slow = 0;
  await page.route(/api.*q=atlas/, (route) => {
    slow++;
    late.push(() => route.continue().catch(() => undefined));
  });
  const field = page.getByLabel('Query', { exact: true });
  for (const query of ['atlas', 'zzzqqq']) {
    await field.fill(query);
    await page.keyboard.press('Enter');
  }
  await page.getByText('No post matches.').waitFor();
  while (late.length > 0) {
    const answered = page.waitForResponse(/q=atlas/);
    late.shift()();
    await answered;
    await settled(page);
  }
  assert.ok(slow > 0, 'an older question was on its way');
  assert.equal(await page.locator('article[data-post]').count(), 0);
  await page.context().close();
});

test('a bar of the volume opens its posts, stays open on a reload, and is gone from a plain visit', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas`);
  await page.getByText('Figures as a table').click();
  const row = page.locator('details tbody tr').nth(2);
  const posts = await figure(row.locator('td').first());
  await row.getByRole('button').click();
  await page.getByText(new RegExp(`^Posts of .*: ${posts}$`)).waitFor();
  assert.equal(await listed(page), posts);
  await page.reload();
  await page.getByText(new RegExp(`^Posts of .*: ${posts}$`)).waitFor();
  await page.getByRole('button', { name: 'Show the whole span' }).click();
  assert.equal(await listed(page), await figure(page.locator('.results h2 span')));
  await page.context().close();
});

test('every figure opens into exactly its posts', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas%20OR%20batterie&span=week`);
  await page.locator('.tops li a').first().waitFor();
  const links = await page.locator('.mood .legend a, .tops section li a.whole').all();
  assert.ok(links.length > 12, 'moods and tops');
  const wanted = [];
  for (const link of links) {
    const label = (await link.getAttribute('aria-label')) ?? '';
    const count = /, ([\d,]+) posts?: show them$/.exec(label)?.[1];
    wanted.push({ label, href: await link.getAttribute('href'), count: count && Number(count.replace(',', '')) });
  }
  const total = await figure(page.locator('.results h2 span'));
  let moods = 0;
  for (const { label, href, count } of wanted) {
    await page.goto(new URL(href, world.url).href);
    await page.locator('.results h2 span').waitFor();
    const counted = await figure(page.locator('.results h2 span'));
    if (count === undefined) moods += counted;
    else assert.equal(counted, count, label);
    assert.equal(await listed(page), counted, label);
  }
  assert.equal(moods, total, 'the three moods are all of the posts');
  await page.context().close();
});

test('the way back finds the page as it was left', async () => {
  const page = await world.page();
  await page.goto(`${world.url}search?q=atlas`);
  await page.getByRole('button', { name: '7 days' }).click();
  await settled(page);
  await page.getByRole('button', { name: 'Load more' }).click();
  await settled(page);
  await page.evaluate(() => scrollTo(0, 3000));
  await page.waitForFunction(() => history.state?.scroll === 3000);
  await page.getByRole('navigation').getByRole('link', { name: 'Sources' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
  await page.goBack();
  await page.waitForFunction(() => scrollY === 3000);
  assert.equal(await page.getByRole('button', { name: '7 days' }).getAttribute('aria-pressed'), 'true');
  await page.locator('#posts article').nth(30).waitFor();
  await page.context().close();
});

test('a watch without posts in its span says so, and shows all when asked', async () => {
  const watch = await world.ask('POST', 'watches', { name: 'Old lights', query: 'lighthouses' });
  await world.say('old', 'An old book about lighthouses', { time: '2019-03-04T05:06:07Z' });
  const page = await world.page();
  await page.goto(`${world.url}watch/${watch.id}`);
  await page.getByText(/^Nothing in the last 24 hours: this is all there is/).waitFor();
  await page.getByRole('button', { name: '7 days' }).click();
  await page.locator('#posts .empty', { hasText: 'No post in this span.' }).waitFor();
  await page.locator('#posts').getByRole('button', { name: 'Show all' }).click();
  await page.locator('#posts article').waitFor();
  const empty = '2020-01-01T00:00:00.000Z..2020-01-02T00:00:00.000Z';
  await page.goto(`${world.url}watch/${watch.id}?span=all&bar=${empty}`);
  await page.locator('#posts .empty', { hasText: 'No post of ' }).waitFor();
  await page.context().close();
});

test('a phone reaches the posts by a switch that stays in reach', async () => {
  const page = await world.page({ width: 360 });
  await page.goto(`${world.url}search?q=atlas`);
  await page.getByRole('button', { name: 'Figures', exact: true }).click();
  await page.locator('.figures-grid').waitFor();
  await page.evaluate(() => scrollTo(0, 900));
  const posts = page.getByRole('button', { name: 'Posts', exact: true });
  assert.ok((await posts.boundingBox()).y < 100);
  await posts.click();
  await page.locator('#posts article').first().waitFor();
  await page.context().close();
});

test('a rehearsal is marked wherever one is in it, and ended only when one means it', async () => {
  const page = await world.page({ width: 360 });
  await page.goto(`${world.url}welcome`);
  await page.getByLabel('How fast').selectOption({ label: 'the whole week-end in 1 minute (× 3,600)' });
  await page.getByRole('button', { name: 'Start the rehearsal' }).click();
  await page.waitForURL(/\/rehearsal\/$/);
  const banner = page.locator('section.banner');
  await page.locator('main article dd a').first().waitFor();
  await page.evaluate(() => scrollTo(0, 600));
  assert.ok((await banner.boundingBox()).y >= 0);
  assert.ok((await banner.boundingBox()).height < 64, 'one row');
  assert.equal(await page.locator('a[target="_blank"]').count(), 0, 'nothing leads out of a rehearsal');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.locator('.state.amber:visible', { hasText: 'Paused' }).waitFor();
  assert.equal(await page.getByText('cannot be reached').count(), 0);
  await page.getByRole('button', { name: 'More of the rehearsal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await world.ask('GET', 'drill')).state, 'paused');
  await page.getByRole('button', { name: 'More of the rehearsal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await banner.getByText('ended').waitFor();
  await page.getByRole('button', { name: 'More of the rehearsal' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Play again' }).click();
  await page.getByText('This replaces the rehearsal you have').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Play again' }).click();
  await page.locator('.state.good:visible', { hasText: 'Playing' }).waitFor({ timeout: 15_000 });
  await world.ask('DELETE', 'drill');
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
