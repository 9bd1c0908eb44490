// Our own place from inside: the brand, a page with its card of motives, removals and their refusal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }];
const WIDTHS = [{ language: 'fr', width: 320 }, { language: 'en', width: 768 }, { language: 'fr', width: 2560 }];
let world;

before(async () => {
  world = await World.open();
});
after(() => world.close());

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
}

test('the place is named once, then bears the brand', async () => {
  const page = await world.page();
  await page.goto(`${world.url}our-place`);
  await page.getByRole('heading', { name: 'Whose place is it?' }).waitFor();
  await check(page, 'place-first');
  await page.getByLabel('Name of the brand').fill('Orvelle');
  await page.getByLabel('A line under it').fill('Cars, frankly');
  await page.getByLabel('How one reaches you').fill('talk@orvelle.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Orvelle' }).waitFor();
  await page.getByText('No page yet.').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('no page opens without a whole card of motives: the refusal stands beside its line', async () => {
  const page = await world.page({ language: 'fr' });
  await page.goto(`${world.url}our-place/+`);
  await page.getByLabel('Titre').fill('Faites notre pub');
  await page.getByLabel('Ce que vous dites à qui arrive').fill('Trente secondes, et c’est vous qui racontez.');
  await page.getByRole('button', { name: 'L’ouvrir au public' }).click();
  await page.locator('#motive-who-fault', { hasText: 'Cela doit être dit' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'motive-who');
  await check(page, 'place-refused');
  for (const [line, words] of [['who', 'Orvelle.'], ['why', 'Pour vendre, et pour apprendre.'], ['use', 'Tout reste lisible.'], ['paid', 'Personne.'], ['how_long', 'Un mois.']]) {
    await page.locator(`#motive-${line}`).fill(words);
  }
  await page.getByRole('button', { name: 'Une autre raison' }).click();
  await page.getByLabel('Raison 5', { exact: true }).fill('Propos négatifs sur la marque');
  await page.getByRole('button', { name: 'L’ouvrir au public' }).click();
  await page.locator('#motive-reasons-fault', { hasText: 'en fait une raison contre ce qui est dit' }).waitFor();
  await page.getByLabel('Ôter la raison 5').click();
  await page.reload();
  assert.equal(await page.getByLabel('Titre').inputValue(), 'Faites notre pub', 'what was typed is there again');
  await page.getByRole('button', { name: 'L’ouvrir au public' }).click();
  await page.waitForURL(/our-place\/faites-notre-pub$/);
  await page.getByRole('heading', { level: 1, name: 'Faites notre pub' }).waitFor();
  await page.context().close();
});

test('what the public writes appears on the open page within a second', async () => {
  const page = await world.page();
  await page.goto(`${world.url}our-place/faites-notre-pub`);
  await page.getByText('Nothing has been said here yet.').or(page.locator('#said-title')).first().waitFor();
  await settled(page);
  await world.contribute('place/faites-notre-pub', 'Lune', 'Votre voiture est une blague, ma vidéo le montre.');
  const shown = page.locator('article[data-post]', { hasText: 'une blague' });
  await shown.or(page.getByRole('button', { name: 'Show 1 new post' })).first().waitFor({ timeout: 1000 });
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a removal for another reason is refused with the clause; for one of the card a stone stays', async () => {
  const page = await world.page();
  await page.goto(`${world.url}our-place/faites-notre-pub`);
  const said = page.locator('article[data-post]', { hasText: 'une blague' });
  await said.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Another reason').check();
  await dialog.getByRole('textbox', { name: 'Another reason' }).fill('negative');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByText('Refused: this reason is not on the card of motives.').waitFor();
  await dialog.locator('.notice li', { hasText: 'Insultes et menaces contre des personnes' }).waitFor();
  await check(page, 'removal-refused');
  await dialog.getByLabel('Insultes et menaces contre des personnes').check();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await said.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: /^Removed/ }).getByText('Insultes et menaces contre des personnes').waitFor();
  const outside = await world.page({ language: 'fr' });
  await outside.goto(`${world.url}place/faites-notre-pub`);
  await outside.locator('main').getByText('Insultes et menaces contre des personnes').first().waitFor();
  assert.equal(await outside.getByText('une blague').count(), 0);
  await outside.context().close();
  await page.context().close();
});

test('a new version of the card keeps its reasons frozen', async () => {
  const page = await world.page();
  await page.goto(`${world.url}our-place/faites-notre-pub`);
  const card = page.getByRole('region', { name: 'Card of motives' });
  await card.getByText(/^\s*Version 1,/).waitFor();
  await card.getByRole('button', { name: 'Edit' }).click();
  await card.getByText('Frozen since the page opened.').waitFor();
  await card.getByLabel('How long').fill('Deux mois.');
  await card.getByRole('button', { name: 'Publish as a new version' }).click();
  await card.getByText(/^\s*Version 2,/).waitFor();
  await card.getByText('Deux mois.').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('our place in both languages, by day and by night, at every width', async () => {
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.page(look);
    for (const [name, path, ready] of [['place', 'our-place', 'main li a'], ['place-page', 'our-place/faites-notre-pub', '#card-title'], ['place-open', 'our-place/+', '#motive-title']]) {
      await page.goto(world.url + path);
      await page.locator(ready).first().waitFor();
      await check(page, `${name}-${look.language}-${look.width}`);
      assert.deepEqual(page.complaints, [], `${name}: console`);
    }
    await page.context().close();
  }
});

test('a closed page takes no more, and stays readable', async () => {
  const page = await world.page();
  await page.goto(`${world.url}our-place/faites-notre-pub`);
  await page.getByRole('button', { name: 'Close the page' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the page' }).click();
  await page.getByText('Open call · closed').waitFor();
  await page.context().close();
});
