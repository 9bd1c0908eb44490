// Our own place in a browser that runs no script: read and written in both languages, on a phone and on a desk, by day and by
// night, in colours that are hard to read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BRAND, CALL, MOTIVE, Visitor, saidIn } from '../program/place.mjs';
import { overflow, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [
  { language: 'fr', width: 360, theme: 'light' },
  { language: 'en', width: 360, theme: 'dark' },
  { language: 'fr', width: 1440, theme: 'dark' },
  { language: 'en', width: 1440, theme: 'light' },
];
const label = (look) => `${look.language}, ${look.width} px, ${look.theme}`;
const LONG = 'Anticonstitutionnellementinterminablesansespaceniponctuationpourdépasserlafenêtre';

let world;
let removed;

before(async () => {
  world = await World.open();
  await world.ask('PUT', 'place', { ...BRAND, tagline: 'Des voitures qui vous écoutent. Dites-nous ce qui va, et ce qui ne va pas.' });
  await world.ask('POST', 'place/pages', {
    ...CALL, text: 'Trente secondes, votre histoire.\n\nRacontez-nous la route, la pluie, les enfants à l’arrière. Nous tournerons trois de vos idées au printemps, et nous dirons lesquelles et pourquoi.',
    closes_at: '2099-03-01T00:00:00Z', motive: { ...MOTIVE, who: 'La marque Orvelle, par son équipe de Nantes', why: 'Parce que nos publicités ne vous ressemblent pas, et que vous nous l’avez dit.' },
  });
  await world.ask('POST', 'place/pages', { ...CALL, kind: 'product', title: 'Aurora', text: 'La berline électrique, depuis 2025. Ce que vous en pensez après des mois de route.' });
  await world.ask('POST', 'place/pages', { ...CALL, kind: 'subject', title: 'Recharger en voyage', text: 'Bornes, abonnements, attente : comment cela se passe-t-il vraiment ?' });
  await world.ask('POST', 'place/pages', { ...CALL, kind: 'subject', title: 'Le nom de la petite dernière', text: 'Il est trouvé, merci.' });
  await world.ask('POST', 'place/pages/le-nom-de-la-petite-derniere/close', {});
  let address = 1;
  const write = async (slug, fields, path) => saidIn(await new Visitor(world.server, { address: `192.0.2.${++address}` }).write(slug, fields, path));
  const first = await write('refaites-notre-pub', { pseudonym: 'Marguerite', title: 'Moins de montagnes', text: 'Toujours une route vide au coucher du soleil. Montrez un embouteillage sous la pluie, et trois enfants qui chantent faux.' });
  await write('refaites-notre-pub', { parent: first, pseudonym: 'Tom', text: 'Oui ! Et une place de parking introuvable.' }, `/refaites-notre-pub/${first}`);
  removed = await write('refaites-notre-pub', { pseudonym: 'Soldes', text: 'Achetez mes tapis' });
  await world.ask('POST', 'place/pages/refaites-notre-pub/removals', { id: removed, reason: 'ads' });
  await write('refaites-notre-pub', { pseudonym: 'Sans fin', text: LONG });
  await write('refaites-notre-pub', { pseudonym: 'ليلى', text: 'أريد إعلاناً عن الناس لا عن السيارات.' });
  for (const [i, stars] of [5, 5, 4, 2, 4, 5, 1].entries()) {
    await write('aurora', { pseudonym: `Voix ${'abcdefg'[i]}`, title: ['Silencieuse', '', 'Bien, mais', 'Déçu'][i % 4], text: ['Vingt mille kilomètres sans bruit.', 'Rien à redire.', 'L’écran est trop lumineux la nuit.', 'Trois passages au garage en six mois.'][i % 4], stars: String(stars), experienced_at: `2026-0${i + 1}-14` });
  }
});
after(() => world.close());

async function show(page, name, look, path) {
  page.complaints.length = 0;
  const answer = await page.goto(`${world.url}place${path}`);
  await check(page, name, look);
  return answer;
}

/** axe needs scripts to run: the same bytes are shown once more where they may. */
async function violationsOf(page, look) {
  const context = await world.browser.newContext({ ...contextOf(look), javaScriptEnabled: true });
  const twin = await context.newPage();
  const body = await page.content();
  await twin.route(page.url().split('#')[0], (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await twin.goto(page.url().split('#')[0]);
  const found = await violations(twin);
  await context.close();
  return found;
}

async function check(page, name, look) {
  await world.picture(page, `place-${name}-${look.language}-${look.width}-${look.theme}`);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violationsOf(page, look), [], `${name}: accessibility`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
}

const contextOf = (look) => ({
  viewport: { width: look.width, height: look.width < 600 ? 740 : 900 }, locale: look.language === 'fr' ? 'fr-FR' : 'en-GB',
  colorScheme: look.theme, timezoneId: 'Europe/Paris', reducedMotion: 'reduce',
});
let visitors = 0;

/** A page of a context without scripts: what the tests themselves evaluate still runs. */
async function plainPage(look) {
  const context = await world.browser.newContext({
    ...contextOf(look), javaScriptEnabled: false, extraHTTPHeaders: { 'X-Forwarded-For': `198.51.100.${++visitors}` },
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
  return page;
}

for (const look of LOOKS) {
  test(`the pages can be read (${label(look)})`, async () => {
    const page = await plainPage(look);
    await show(page, 'front', look, '/');
    await show(page, 'call', look, '/refaites-notre-pub');
    await show(page, 'product', look, '/aurora');
    await show(page, 'empty', look, '/recharger-en-voyage');
    await show(page, 'closed', look, '/le-nom-de-la-petite-derniere');
    await show(page, 'thread', look, '/refaites-notre-pub/c1');
    await show(page, 'card', look, '/refaites-notre-pub/motives');
    assert.deepEqual(page.complaints, []);
    assert.equal((await show(page, 'stone', look, `/refaites-notre-pub/${removed}`)).status(), 410);
    assert.equal((await show(page, 'nowhere', look, '/nulle-part')).status(), 404);
    await page.context().close();
  });

  test(`one writes, is corrected, publishes and is told of a removal (${label(look)})`, async () => {
    const page = await plainPage(look);
    const french = look.language === 'fr';
    const own = `${french ? 'Gaston' : 'Wendy'}${look.width}`;
    await page.goto(`${world.url}place/aurora`);
    await page.getByRole('link', { name: french ? 'Donner votre avis' : 'Write a review' }).click();
    const form = page.locator('form');
    await form.getByLabel(french ? 'Pseudonyme' : 'Pseudonym').fill('0rvelle Officiel');
    await form.getByRole('radio', { name: '4', exact: false }).check();
    await form.getByLabel(french ? 'Votre texte' : 'Your text').fill('Un coffre immense.\n\nEt des sièges trop durs <script>alert(1)</script>');
    await form.getByLabel(french ? 'Date de l’expérience' : 'Date of the experience').fill('2026-05-01');
    await form.getByRole('button').click();
    await page.getByRole('alert').waitFor();
    await check(page, 'corrected', look);
    assert.equal(await form.getByLabel(french ? 'Votre texte' : 'Your text').inputValue(), 'Un coffre immense.\n\nEt des sièges trop durs <script>alert(1)</script>');
    assert.ok(await form.getByRole('radio', { name: '4', exact: false }).isChecked());
    assert.equal(await form.getByLabel(french ? 'Date de l’expérience' : 'Date of the experience').inputValue(), '2026-05-01');
    await form.getByLabel(french ? 'Pseudonyme' : 'Pseudonym').fill(own);
    await form.getByRole('button').click();
    await page.getByRole('status').waitFor();
    await check(page, 'published', look);
    const id = /\/aurora\/(c\d+)/.exec(page.url())[1];
    assert.equal(await page.locator(`#${id} .text`).innerText(), 'Un coffre immense.\n\nEt des sièges trop durs <script>alert(1)</script>');
    assert.equal(await form.getByLabel(french ? 'Pseudonyme' : 'Pseudonym').inputValue(), own);
    await form.getByLabel(french ? 'Votre texte' : 'Your text').fill('J’ajoute : le bruit.');
    await form.getByRole('button').click();
    await page.locator('.replies article').waitFor();
    await world.ask('POST', 'place/pages/aurora/removals', { id, reason: 'insult' });
    await page.goto(`${world.url}place/aurora`);
    await check(page, 'told', look);
    assert.match(await page.locator(`#${id}`).innerText(), french ? /Votre contribution a été retirée/ : /Your contribution was removed/);
    await page.context().close();
  });
}

test('the language of the other readers is one link away, and stays', async () => {
  const page = await plainPage(LOOKS[0]);
  await page.goto(`${world.url}place/`);
  await page.getByRole('link', { name: 'In English' }).click();
  await page.getByRole('link', { name: 'Refaites notre pub' }).click();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await page.context().close();
});

test('a brand of any colour can be read', async () => {
  for (const colour of ['#ffe600', '#000000', '#ffffff', '#ff0000', '#808080', '#00e5ff']) {
    await world.ask('PUT', 'place', { ...BRAND, colour });
    for (const look of LOOKS.slice(0, 2)) {
      const page = await plainPage(look);
      await page.goto(`${world.url}place/aurora`);
      assert.deepEqual(await violationsOf(page, look), [], colour);
      await world.picture(page, `place-colour-${colour.slice(1)}-${look.theme}`);
      await page.context().close();
    }
  }
});
