// Each page in both languages, at phone and desk width, by day and by night.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const LOOKS = [
  { language: 'fr', width: 360, theme: 'light' },
  { language: 'en', width: 360, theme: 'dark' },
  { language: 'fr', width: 1440, theme: 'dark' },
  { language: 'en', width: 1440, theme: 'light' },
];
const SETTLED_MS = 700;

let world;
let watch;
let sealed;

before(async () => {
  world = await World.open();
});
after(() => world.close());

async function check(page, name, look, path, ready) {
  page.complaints.length = 0;
  await page.goto(world.url + path);
  await page.locator(ready).first().waitFor();
  await page.waitForTimeout(SETTLED_MS);
  await world.picture(page, `${name}-${look.language}-${look.width}-${look.theme}`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
  assert.equal(await overflow(page), 0, `${name}: wider than the window`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
}

const label = (look) => `${look.language}, ${look.width} px, ${look.theme}`;

for (const look of LOOKS) {
  test(`the first visit offers two doors (${label(look)})`, async () => {
    const page = await world.page(look);
    await check(page, 'welcome', look, '', '#brand');
    await page.context().close();
  });
}

test('with posts, watches and a rehearsal', async (t) => {
  await world.fill();
  watch = await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas', colour: '#12898f', purpose: 'The brand' });
  await world.ask('POST', 'watches', { name: 'Crédit Atlas', query: '"crédit atlas"', colour: '#cf4a57' });
  await world.ask('POST', 'drill', { name: 'galerne', speed: 3600, seed: 1 });
  const begin = Date.now();
  while (!sealed && Date.now() - begin < 15_000) {
    const kept = await (await fetch(`${world.url}rehearsal/api/v1/watches`)).json();
    const status = await (await fetch(`${world.url}rehearsal/api/v1/status`)).json();
    if (kept.watches.length && status.posts > 0) sealed = kept.watches[0];
    else await new Promise((done) => setTimeout(done, 300));
  }
  assert.ok(sealed, 'the rehearsal has watches and has begun to speak');

  const pages = [
    ['lookout', '', 'main article h2'],
    ['watch', `watch/${watch.id}`, '#posts article'],
    ['edit', `watch/${watch.id}/edit`, '#test-title'],
    ['search', 'search?q=batterie%20OR%20range', 'article mark'],
    ['search-empty', 'search', '#query'],
    ['search-wrong', 'search?q=atlas%20langue:fr', '.fault'],
    ['new', 'new?q=atlas&name=Atlas%20encore', 'article mark'],
    ['sources', 'sources', 'main h1'],
    ['missing', 'nowhere', 'main .empty'],
    ['rehearsal-lookout', 'rehearsal/', 'main article h2'],
    ['rehearsal-watch', `rehearsal/watch/${sealed.id}`, '#posts'],
  ];
  for (const look of LOOKS) {
    const page = await world.page(look);
    for (const [name, path, ready] of pages) {
      await t.test(`${name} (${label(look)})`, async () => {
        await check(page, name, look, path, ready);
        if (name.startsWith('rehearsal')) {
          assert.match(await page.title(), look.language === 'fr' ? /RÉPÉTITION/ : /REHEARSAL/);
          assert.ok(await page.locator('section.banner strong').isVisible());
        }
      });
    }
    await page.context().close();
  }
});
