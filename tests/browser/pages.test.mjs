// Each page in both languages, at phone and desk width, by day and by night; and at the widths between
// and beyond, where nothing may reach over the edge.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [
  { language: 'fr', width: 360, theme: 'light' },
  { language: 'en', width: 360, theme: 'dark' },
  { language: 'fr', width: 1440, theme: 'dark' },
  { language: 'en', width: 1440, theme: 'light' },
];
const WIDTHS = [
  { language: 'fr', width: 320, theme: 'light' },
  { language: 'fr', width: 768, theme: 'light' },
  { language: 'en', width: 1180, theme: 'light' },
  { language: 'fr', width: 2560, theme: 'dark' },
];
const LONG_NAME = 'Réclamationsextraordinairementlonguessansaucuneespacequidépassenttoutcequonattenddunnom';

let world;

before(async () => {
  world = await World.open();
});
after(() => world.close());

async function show(page, name, look, path, ready) {
  page.complaints.length = 0;
  await page.goto(world.url + path);
  await page.locator(ready).first().waitFor();
  await settled(page);
  await world.picture(page, `${name}-${look.language}-${look.width}-${look.theme}`);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

async function check(page, name, look, path, ready) {
  await show(page, name, look, path, ready);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
  if (!name.startsWith('rehearsal')) return;
  assert.match(await page.title(), look.language === 'fr' ? /RÉPÉTITION/ : /REHEARSAL/);
  assert.ok(await page.locator('section.banner strong').isVisible());
}

const label = (look) => `${look.language}, ${look.width} px, ${look.theme}`;

for (const look of [...LOOKS, ...WIDTHS]) {
  test(`the first visit offers two doors (${label(look)})`, async () => {
    const page = await world.page(look);
    await (LOOKS.includes(look) ? check : show)(page, 'welcome', look, '', '#brand');
    await page.context().close();
  });
}

test('with posts, watches and a rehearsal', async (t) => {
  await world.fill();
  const watch = await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas', purpose: 'The brand' });
  await world.ask('POST', 'watches', { name: LONG_NAME, query: '"crédit atlas"', purpose: LONG_NAME });
  await world.ask('POST', 'watches', { name: 'تجربة السيارة والبنك', query: 'lighthouse OR phare' });
  const quiet = await world.ask('POST', 'watches', { name: 'Rien encore', query: 'zzzqqq' });
  await world.ask('POST', 'drill', { name: 'galerne', speed: 3600, seed: 1 });
  const sealed = await until(async () => {
    const [kept, status] = await Promise.all(['watches', 'status'].map((path) => world.server.ask('GET', `/rehearsal/api/v1/${path}`)));
    return status.json?.posts > 0 && kept.json.watches[0];
  }, 'the rehearsal to have watches and to speak', 15_000);

  const pages = [
    ['lookout', '', 'main article h2'],
    ['watch', `watch/${watch.id}`, '#posts article, .figures-grid'],
    ['watch-quiet', `watch/${quiet.id}`, '.nothing .empty'],
    ['edit', `watch/${watch.id}/edit`, '#test-title'],
    ['search', 'search?q=batterie%20OR%20range', 'article mark'],
    ['search-empty', 'search', '#query'],
    ['search-none', 'search?q=zzzqqq', '.nothing .empty'],
    ['search-wrong', 'search?q=atlas%20langue:fr', '.fault'],
    ['new', 'new?q=atlas&name=Atlas%20encore', 'article mark'],
    ['sources', 'sources', 'main h1'],
    ['missing', 'nowhere', 'main .empty'],
    ['rehearsal-lookout', 'rehearsal/', 'main article h2'],
    ['rehearsal-watch', `rehearsal/watch/${sealed.id}`, '.figures-grid'],
  ];
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.page(look);
    for (const [name, path, ready] of pages) {
      await t.test(`${name} (${label(look)})`, () => (LOOKS.includes(look) ? check : show)(page, name, look, path, ready));
    }
    await page.context().close();
  }
});

test('with many watches the lookout lists them in rows', async () => {
  for (let index = 0; index < 12; index++) await world.ask('POST', 'watches', { name: `Veille ${index} sur un sujet assez long`, query: `atlas OR mot${index}` });
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.page(look);
    await (LOOKS.includes(look) ? check : show)(page, 'lookout-many', look, '', 'main article.row .figures');
    await page.context().close();
  }
});

test('figures as a table stay within a phone', async () => {
  for (const width of [320, 360, 412]) {
    const page = await world.page({ width, language: 'fr' });
    await page.goto(`${world.url}search?q=atlas`);
    await page.getByRole('button', { name: 'Chiffres' }).click();
    await page.getByText('Les chiffres en tableau').click();
    await page.locator('details table').waitFor();
    assert.deepEqual(await overflow(page), [], `${width} px`);
    await page.context().close();
  }
});
