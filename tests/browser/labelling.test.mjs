// Posts drawn at random are labelled by key, without what was read in them; what it tells stands beside it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

let world;
const TEXTS = ['What a terrible service, I am so disappointed', 'I love this, thank you so much!!!', 'The shop opens at nine tomorrow'];

before(async () => {
  world = await World.open();
  await world.ask('POST', 'watches', { name: 'Shop', query: 'shop' });
  await world.ask('POST', 'posts', TEXTS.map((text, n) => ({ id: `l${n}`, source: 'file:invented', time: new Date(Date.now() - n * 60_000).toISOString(), text, author: { id: `a${n}`, handle: `a${n}` } })));
});
after(() => world.close());

for (const look of [{ language: 'en', width: 1440 }, { language: 'fr', width: 360, theme: 'dark' }]) {
  test(`a post is labelled by one key at ${look.width} px`, async () => {
    const page = await world.page(look);
    await page.goto(`${world.url}labelling`);
    const card = page.locator('section.card').first();
    await card.locator('.text').waitFor();
    await settled(page);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await violations(page), []);
    const before_ = await card.locator('.text').textContent();
    assert.ok(TEXTS.includes(before_));
    assert.equal(await card.locator('.badge').count(), 0);
    await page.keyboard.press('1');
    await page.waitForFunction((old) => document.querySelector('section.card .text')?.textContent !== old, before_, { timeout: 30_000 });
    await page.getByText(look.language === 'fr' ? /lus comme on l’a dit/ : /read as people said/).first().waitFor();
    await settled(page);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}
