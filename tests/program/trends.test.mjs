// What rises, as a program of somebody's hears it: its past comes from the store, each trend opens into its posts, and
// neither floods nor clocks make one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server, atEnd, chance, scratch, until as untilWithin } from './vigie.mjs';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DESCRIBED = JSON.parse(readFileSync(new URL('../../src/api/openapi.json', import.meta.url))).components.schemas.Trend;
const WAIT_MS = 60_000;
const ORDINARY = ['harbour', 'wind', 'bread', 'market', 'tide', 'lamp', 'boat', 'rope', 'salt', 'bell'];

const until = (met, what) => untilWithin(met, what, WAIT_MS);

let next = 0;
const post = (text, author, ago_ms = 0, more = {}) => ({
  id: `p${next++}`, source: 'file:invented', lang: 'en', time: new Date(Date.now() - ago_ms).toISOString(), text,
  author: { id: author, handle: author }, ...more,
});

/** Five hours of ordinary talk, a post a minute. */
function past() {
  const random = chance(7);
  const word = () => ORDINARY[Math.floor(random() * ORDINARY.length)];
  return Array.from({ length: 300 }, (_, minute) => post(`the ${word()} and the ${word()} of the ${word()}`, `a${minute % 90}`, 5 * HOUR_MS - minute * MINUTE_MS));
}

/** A house that knows a past, for it was started on one. */
async function housed(t) {
  const folder = join(scratch(t), 'data');
  const first = await Server.start(folder);
  await first.api('POST', '/posts', past());
  await first.stop();
  const server = await Server.start(folder);
  atEnd(t, () => server.kill());
  await until(async () => (await server.api('GET', '/trends')).coverage.posts >= 300, 'the past');
  return server;
}

/** Each voice in its own words. */
function topic(said, voices) {
  const own = (voice) => Array.from({ length: 8 }, (_, word) => `own${said.length}${voice}w${word}`).join(' ');
  return Array.from({ length: voices }, (_, voice) => post(`${said} ${own(voice)}`, `${said} ${voice}`));
}
const named = (list, text) => list.trends.find((trend) => trend.text === text);
const naming = (server, text, query = '') => until(async () => named(await server.api('GET', `/trends?limit=100${query}`), text), text);
/** Once the thread has looked at so many. */
const looked = (server, posts) => until(async () => (await server.api('GET', '/trends')).coverage.posts >= posts, `${posts} posts`);

test('a topic is named, with its reason, and opens into exactly its posts', async (t) => {
  const server = await housed(t);
  const before = await server.api('GET', '/trends');
  assert.deepEqual(before.trends, []);
  assert.equal(before.coverage.ready, true);
  await server.api('POST', '/posts', topic('#Brakes', 9));
  const trend = await naming(server, '#Brakes');
  assert.deepEqual(Object.keys(trend).sort(), DESCRIBED.required.toSorted());
  assert.equal(trend.kind, 'hashtag');
  assert.equal(trend.query, '#brakes');
  assert.equal(trend.voices, 9);
  assert.ok(trend.usual < 1, `${trend.usual}`);
  assert.match(trend.reason.en, /^9\u00a0voices and 9\u00a0posts in \d+\u00a0minutes?, where usually there is none\.$/);
  assert.match(trend.reason.fr, /^9\u00a0voix et 9\u00a0messages /);
  const count = await server.api('GET', `/count?q=${encodeURIComponent(trend.query)}&from=${trend.since}&step=day`);
  assert.equal(count.posts, trend.posts);
  assert.ok(named(await server.api('GET', '/trends?lang=en&kind=hashtag'), '#Brakes'), 'of its language too');
  assert.equal(named(await server.api('GET', '/trends?lang=fr'), '#Brakes'), undefined);
});

test('a watch has trends of its own, whose queries stay within it', async (t) => {
  const server = await housed(t);
  const watch = await server.api('POST', '/watches', { name: 'Harbour', query: 'harbour OR wind' });
  const young = await server.api('GET', `/trends?watch=${watch.id}`);
  assert.equal(young.coverage.ready, false, 'it has heard nothing yet');
  await server.stop();
  const again = await Server.start(server.data);
  atEnd(t, () => again.kill());
  await until(async () => (await again.api('GET', `/trends?watch=${watch.id}`)).coverage.ready, 'its past');
  await again.api('POST', '/posts', topic('#Pier harbour', 8));
  const trend = await naming(again, '#Pier', `&watch=${watch.id}`);
  assert.equal(trend.query, '(harbour OR wind) #pier');
  assert.equal(trend.posts, 8);
});

test('floods, late posts and wrong clocks make no trend', async (t) => {
  const server = await housed(t);
  const known = (await server.api('GET', '/trends')).coverage.posts;
  await server.api('POST', '/posts', Array.from({ length: 10_000 }, (_, i) => post(`buy this now ${i} #buythis ${i * 31}`, 'one')));
  await looked(server, known + 10_000);
  for (let round = 0; round < 4; ++round) {
    await server.api('POST', '/posts', Array.from({ length: 10_000 }, (_, i) => post(`#new${round}x${i}`, `flood${i % 900}`)));
    await looked(server, known + (round + 2) * 10_000);
  }
  await server.api('POST', '/posts', Array.from({ length: 40 }, (_, i) => post(`#yesterday is ${i}`, `late${i}`, 20 * HOUR_MS)));
  await server.api('POST', '/posts', topic('#ahead', 9).map((one) => ({ ...one, time: new Date(Date.now() + 20 * HOUR_MS).toISOString() })));
  await server.api('POST', '/posts', topic('#real', 9));
  await naming(server, '#real');
  const { trends, coverage } = await server.api('GET', '/trends?limit=100&kind=hashtag');
  assert.deepEqual(trends.filter(({ text }) => text !== '#real' && text !== '#ahead'), []);
  assert.ok(coverage.late >= 40, `${coverage.late} late`);
  const { text } = await server.ask('GET', '/metrics');
  assert.match(text, /^vigie_trend_posts_total\{fate="late"\} \d+/m);
  const bytes = Number(/^vigie_trend_bytes (\S+)/m.exec(text)[1]);
  assert.ok(bytes > 0 && bytes <= 80 << 20, `${bytes} bytes`);
});

test('copies are told, and nobody who asks for nonsense is answered', async (t) => {
  const server = await housed(t);
  const said = 'sign the petition against the new harbour toll before friday evening';
  await server.api('POST', '/posts', Array.from({ length: 12 }, (_, i) => post(`@someone${i} ${said}`, `signer${i}`)));
  const copied = await until(async () => (await server.api('GET', '/copies')).copies.find(({ text }) => text.includes('petition')), 'the copies');
  assert.equal(copied.posts, 12);
  assert.equal(copied.coordinated, true);
  const count = await server.api('GET', `/count?q=${encodeURIComponent(copied.query)}&from=${copied.since}&step=day`);
  assert.equal(count.posts, 12);
  for (const query of ['kind=topic', 'lang=klingon', 'limit=0', 'limit=101', 'limit=x']) {
    assert.equal((await server.ask('GET', `/api/v1/trends?${query}`)).status, 422, query);
  }
  assert.equal((await server.ask('GET', '/api/v1/trends?watch=77')).status, 404);
});
