// A post says on demand why it was read so, toward the watch too; a watch says what its negative posts are about.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

let world;
let watch;
before(async () => {
  world = await World.open();
  const time = (at) => new Date(Date.now() - 3_600_000 + at * 1000).toISOString();
  const posts = [];
  for (let at = 0; at < 40; at += 1) {
    posts.push({ id: `a${at}`, source: 'file:test', time: time(at), text: `Velora is awful, I hate it, my parcel never came, worst ever (${at})` });
    posts.push({ id: `b${at}`, source: 'file:test', time: time(at), text: `I love Velora, thank you so much, wonderful shop! (${at})` });
  }
  posts.push({ id: 'two', source: 'file:test', time: time(100), text: 'Velora is awful, Brixo saved me, thank you so much!' });
  await world.ask('POST', 'posts', posts);
  watch = await world.ask('POST', 'watches', { name: 'Velora', query: 'velora' });
});
after(() => world.close());

for (const look of [{ language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }]) {
  test(`reasons and what it is about (${look.language}, ${look.width} px)`, async () => {
    const page = await world.page(look);
    await page.goto(`${world.url}watch/${watch.id}`);
    const french = look.language === 'fr';
    await page.getByRole('button', { name: french ? 'Regarder' : 'Look' }).click();
    const about = page.getByRole('region', { name: french ? 'De quoi s’agit-il' : 'What is it about?' });
    await about.getByRole('link', { name: /^parcel/ }).waitFor();
    assert.match(await about.innerText(), /40/);
    if (look.width < 1000) await page.getByRole('button', { name: 'Messages', exact: true }).or(page.getByRole('radio', { name: 'Messages' })).first().click();
    const post = page.locator('article[data-post]').first();
    await post.getByText(french ? 'envers Velora' : 'toward Velora').waitFor();
    await post.getByRole('button', { name: french ? 'Pourquoi' : 'Why?' }).click();
    await post.locator('q').filter({ hasText: 'Velora is awful,' }).waitFor();
    await post.locator('li').filter({ hasText: 'awful' }).or(post.locator('li').filter({ hasText: 'thank' })).first().waitFor();
    const why = post.getByRole('region', { name: french ? 'Pourquoi cette lecture' : 'Why this reading' });
    await why.getByText(french ? /^Intention\s: / : /^Intention: /).first().waitFor();
    await settled(page);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await overflow(page), []);
    await page.context().close();
  });
}
