// What rises and what is copied, as people see it: it opens into exactly its posts, in both languages, at every width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chance, until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }, { language: 'fr', width: 768 }];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ORDINARY = ['harbour', 'wind', 'bread', 'market', 'tide', 'lamp', 'boat', 'rope', 'salt', 'bell', 'the atlas'];
let world;
let next = 0;

const post = (text, author, ago_ms = 0, lang = 'en') => ({
  id: `t${next++}`, source: 'file:invented', lang, time: new Date(Date.now() - ago_ms).toISOString(), text,
  author: { id: author, handle: author.replace(/\W/g, ''), name: author },
});
const own = (name) => Array.from({ length: 8 }, (_, word) => `${name}w${word}`).join(' ');
const topic = (said, voices, links = []) => Array.from({ length: voices }, (_, voice) => ({ ...post(`${said} ${own(`${said.length}x${voice}`)}`, `${said} ${voice}`, voice * 20_000), links }));

before(async () => {
  world = await World.open();
  const random = chance(7);
  const word = () => ORDINARY[Math.floor(random() * ORDINARY.length)];
  await world.ask('POST', 'posts', Array.from({ length: 300 }, (_, minute) => post(`the ${word()} and the ${word()} of the ${word()}`, `a${minute % 90}`, 5 * HOUR_MS - minute * MINUTE_MS)));
  await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' });
  await world.stopServer();
  await world.startServer(); // It knows its past now.
  await until(async () => (await world.ask('GET', 'trends')).coverage.ready, 'the past to be known', 60_000);
  await world.ask('POST', 'posts', [
    ...topic('#AtlasBrakes on the atlas', 14), ...topic('free repair', 9), ...topic('🔥 again', 7), ...topic('read this', 6, ['https://news.example/a/very/long/address/of/a/page/about/the-brakes-of-the-atlas-and-its-repair.html']),
    ...Array.from({ length: 12 }, (_, i) => post('sign the petition against the new harbour toll before friday evening my friends', `signer ${i}`)),
  ]);
});
after(() => world.close());

async function open(look, path = 'trends') {
  const page = await world.page(look);
  await page.goto(world.url + path);
  await page.getByRole('link', { name: /#AtlasBrakes/ }).first().waitFor({ timeout: 60_000 });
  await settled(page);
  return page;
}

// How many posts there are said to be, and where they are: read at once, for the page looks again by itself.
async function opens(page, entry, selector) {
  const { text, href } = await entry.evaluate((node, inner) => {
    const link = node.querySelector(inner);
    return { text: `${link.getAttribute('aria-label') ?? ''} ${node.textContent}`, href: link.href };
  }, selector);
  await page.goto(href);
  await page.locator('article[data-post]').first().waitFor();
  await settled(page);
  const posts = Number(/(\d+)\s+posts/.exec(text)?.[1]);
  assert.equal(await page.locator('#posts article[data-post]').count(), posts, text);
  return { text, posts };
}

// How many of the voices stand in the span that is told is the clock's to say.
test('each trend opens into exactly its posts', async () => {
  const page = await open({});
  const trend = page.getByRole('article').filter({ has: page.getByRole('link', { name: /^#AtlasBrakes: / }) }).first();
  const { text, posts } = await opens(page, trend, 'h2 a');
  assert.ok(posts >= 4 && posts <= 14, text);
  assert.match(text, new RegExp(`${posts}\\svoices and ${posts}\\sposts in`));
  await page.goto(`${world.url}trends`);
  await page.getByRole('heading', { level: 1, name: 'Trends' }).waitFor();
  const copied = page.getByRole('region', { name: 'Copied texts' }).getByRole('listitem').filter({ hasText: 'petition' });
  await copied.getByText('said together').waitFor();
  assert.ok((await opens(page, copied, 'a.text')).posts > 5);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a kind, a language and a watch are chosen, and stand in the address', async () => {
  const page = await open({});
  await page.getByLabel('What').selectOption('hashtag');
  await page.getByRole('link', { name: /🔥/ }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /#AtlasBrakes/ }).waitFor();
  await page.getByLabel('Where').selectOption({ label: 'Atlas' });
  await page.getByRole('link', { name: /#AtlasBrakes/ }).waitFor();
  assert.match(page.url(), /\?kind=hashtag&watch=\d+$|\?watch=\d+&kind=hashtag$/);
  await page.reload();
  await page.getByRole('link', { name: /#AtlasBrakes/ }).waitFor();
  assert.equal(await page.getByLabel('What').inputValue(), 'hashtag');
  await page.locator('main').getByLabel('Language').selectOption('fr');
  await page.getByRole('link', { name: /#AtlasBrakes/ }).waitFor({ state: 'detached' });
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

const TOLL = 'search?q=harbour';
const postsTold = async (page) => Number((await page.locator('.volume dd').first().textContent()).replace(/\D/g, ''));

test('copied texts are a curve of their own, open into their posts, and can be left out of the figures', async () => {
  const page = await world.page({});
  await page.goto(world.url + TOLL);
  await page.getByText(/^Counted here: 12\sposts of 1\scopied text\.$/).waitFor();
  for (const curve of ['Posts', 'Voices', 'Different texts']) await page.locator('.legend').getByText(curve, { exact: true }).waitFor();
  const before = await postsTold(page);
  const without = page.getByLabel('Without copied texts');
  await without.focus();
  await page.keyboard.press('Space');
  await page.getByText(/^Left out of the figures: 12\sposts of 1\scopied text\./).waitFor();
  await until(async () => (await postsTold(page)) === before - 12, 'the figures without them');
  await page.locator('summary', { hasText: 'Copied texts' }).click();
  await page.getByRole('link', { name: /sign the petition/ }).click();
  await page.waitForURL(/petition/);
  await page.locator('article[data-post]').first().waitFor();
  await until(async () => (await page.locator('#posts article[data-post]').count()) === 12, 'the posts of the group');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the box of copied texts stays where a span holds none, so that they can be counted again', async () => {
  await world.ask('POST', 'posts', [
    ...Array.from({ length: 6 }, (_, i) => post('come and see the lighthouse burn its last lamp on this evening of all evenings', `keeper ${i}`, 3 * HOUR_MS)),
    post('a lighthouse, seen by one alone', 'keeper', MINUTE_MS),
  ]);
  const page = await world.page({});
  await page.goto(`${world.url}search?q=lighthouse`);
  await page.getByText(/^Counted here: 6\sposts/).waitFor();
  const without = page.getByLabel('Without copied texts');
  await without.check();
  await page.getByText(/^Left out of the figures: 6\sposts/).waitFor();
  await page.getByRole('group', { name: 'Span' }).getByRole('button').first().click();
  await page.getByText(/^Left out of the figures/).waitFor({ state: 'detached' });
  assert.equal(await postsTold(page), 1);
  assert.equal(await without.isChecked(), true);
  await without.click(); // And is gone: there is nothing to leave out.
  await without.waitFor({ state: 'detached' });
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the curves of copied texts in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const page = await world.page(look);
    await page.goto(world.url + TOLL);
    const figures = page.getByRole('button', { name: look.language === 'fr' ? 'Chiffres' : 'Figures', exact: true });
    await page.locator('article[data-post]').first().waitFor();
    if (await figures.isVisible()) await figures.click();
    await page.getByText(look.language === 'fr' ? /^Compris ici/ : /^Counted here/).waitFor();
    await page.locator('.copied summary').click();
    await settled(page);
    const name = `curves-${look.language}-${look.width}`;
    await world.picture(page, name);
    assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
    assert.deepEqual(await violations(page), [], `${name}: accessibility`);
    assert.deepEqual(page.complaints, [], `${name}: console`);
    await page.context().close();
  }
});

test('who goes by keyboard reaches a trend', async () => {
  const page = await open({});
  const link = page.getByRole('link', { name: /#AtlasBrakes/ }).first();
  await page.getByLabel('What').focus();
  for (let i = 0; i < 20 && !(await link.evaluate((node) => node === document.activeElement)); ++i) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search/);
  await page.context().close();
});

test('trends in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const page = await open(look);
    const name = `trends-${look.language}-${look.width}`;
    await world.picture(page, name);
    assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
    assert.deepEqual(await violations(page), [], `${name}: accessibility`);
    assert.deepEqual(page.complaints, [], `${name}: console`);
    await page.context().close();
  }
});
