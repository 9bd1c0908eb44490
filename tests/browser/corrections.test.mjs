// A post that is read wrongly, put right on the page: by key, by tap, undone; figures follow, names are told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const PASSWORD = 'a lamp over the sea';
const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }];
let world;
let watch;

before(async () => {
  world = await World.open();
  watch = await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' });
  for (let i = 0; i < 3; i++) await world.say(`quiet${i}`, `the atlas number ${i} stands in the street`);
  await world.say('tested', 'my atlas is a terrible car, awful brakes, I hate it');
  for (const [name, display_name, role] of [['ada', 'Ada Ashdown', 'manager'], ['rene', 'René', 'reader']]) {
    await world.operate('POST', 'accounts', { name, display_name, role, password: PASSWORD });
  }
});
after(() => world.close());

const card = (page) => page.locator('article[data-post]', { hasText: 'awful brakes' });
const search = (query, page) => page.goto(`${world.url}search?q=${encodeURIComponent(query)}`);
const mood = async () => (await world.operate('GET', 'posts/file%3Ainvented/tested/reading'));

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

test('a key says the mood, and the figures of the watch follow by themselves', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  const other = await world.signedIn('ada', PASSWORD);
  for (const one of [page, other]) {
    await one.goto(`${world.url}watch/${watch.id}`);
    await card(one).waitFor();
    assert.equal(await one.locator('[data-corrected-count]').count(), 0);
  }
  await card(page).focus();
  await page.keyboard.press('+');
  await page.getByText('corrected by Ada Ashdown').waitFor();
  assert.match(await card(page).locator('.badge.positive').innerText(), /positive/);
  for (const one of [page, other]) {
    await one.locator('[data-corrected-count]', { hasText: '1 corrected' }).waitFor();
    await card(one).locator('.badge.positive').waitFor();
    await one.getByText('corrected by Ada Ashdown').waitFor();
  }
  assert.deepEqual((await mood()).corrected, ['mood']);
  await page.locator('[data-corrected-count]').click();
  await page.waitForURL(/is%3Acorrected|is:corrected/);
  await card(page).waitFor();
  assert.equal(await page.locator('article[data-post]').count(), 1);
  assert.deepEqual([...page.complaints, ...other.complaints], []);
  await page.context().close();
  await other.context().close();
});

test('the menu corrects the language, and undo takes all back', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await search('atlas', page);
  await card(page).waitFor();
  await card(page).focus();
  await page.keyboard.press('c');
  await card(page).getByRole('combobox', { name: 'Language' }).selectOption('de');
  assert.equal((await mood()).lang, 'en');
  await card(page).getByRole('button', { name: 'Set the language' }).click();
  await card(page).getByText('German').first().waitFor();
  assert.equal((await mood()).lang, 'de');
  await card(page).getByRole('button', { name: /neutral/ }).click();
  await card(page).locator('.badge:not(.negative):not(.positive)').first().waitFor();
  await check(page, 'correct-menu-en-1440');
  await card(page).getByRole('button', { name: 'Undo' }).click();
  await card(page).getByText('corrected by').waitFor({ state: 'detached' });
  await page.locator('[data-corrected-count]').waitFor({ state: 'detached' });
  assert.deepEqual((await mood()).corrected, []);
  await page.context().close();
});

test('whoever only reads sees what was corrected, and no more', async () => {
  await world.operate('POST', 'posts/file%3Ainvented/tested/reading', { mood: 'positive' });
  const page = await world.signedIn('rene', PASSWORD);
  await search('atlas', page);
  await card(page).locator('[data-corrected]', { hasText: 'corrected' }).waitFor();
  assert.equal(await card(page).getByRole('button', { name: 'Correct' }).count(), 0);
  await card(page).focus();
  await page.keyboard.press('-');
  assert.equal((await mood()).mood, 'positive');
  await page.context().close();
});

test('an edit on its way is told instead of being judged unseen', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await search('atlas', page);
  await card(page).waitFor();
  await world.operate('POST', 'posts', [
    { id: 'tested', source: 'file:invented', time: new Date().toISOString(), edited_at: new Date().toISOString(), text: 'my atlas had awful brakes, now all is well', lang: 'en', author: { id: 'ada' } },
  ]);
  await card(page).focus();
  await page.keyboard.press('-');
  await page.getByText('Its author has edited this post meanwhile').waitFor();
  await page.context().close();
});

for (const look of LOOKS) {
  test(`the help names the keys, and the menu fits: ${look.language} ${look.width}`, async () => {
    const page = await world.signedIn('ada', PASSWORD, look);
    await page.keyboard.press('?');
    await page.locator('dialog kbd', { hasText: '- = +' }).waitFor();
    await page.keyboard.press('Escape');
    await search('atlas', page);
    await card(page).waitFor();
    await card(page).focus();
    await page.keyboard.press('c');
    await card(page).getByRole('combobox').waitFor();
    await check(page, `correct-${look.language}-${look.width}`);
    await page.context().close();
  });
}
