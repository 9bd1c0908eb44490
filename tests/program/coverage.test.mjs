// What was heard of a network and what was not: over an outage, our own stop, and a server that has forgotten.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { JetstreamServer, inventEvent, makeCertificate } from './jetstream_server.mjs';
import { Server, atEnd, scratch, until } from './vigie.mjs';

const STEP_MS = 30_000;
let number = 0;

/** Something that is said now. */
function now() {
  const event = inventEvent(++number, { rkey: `now${number}` });
  event.time_us = Date.now() * 1000;
  event.commit.record.createdAt = new Date().toISOString();
  return event;
}

async function world(t) {
  const folder = scratch(t);
  const certificate = makeCertificate(folder);
  const relay = await JetstreamServer.start(certificate);
  atEnd(t, () => relay.close());
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, `[bluesky]\nenabled = true\nurls = ["${relay.url}"]\nca_file = "${certificate.cert}"\n`);
  return { relay, data: join(folder, 'data'), options: { args: ['--config', config] } };
}

/** Nothing yet, before the house has looked at its sources. */
const known = async (server) => {
  const { status, json } = await server.ask('GET', '/api/v1/sources/bluesky/coverage?step=minute');
  return status === 200 ? json : { share: null, gaps: [] };
};
const posts = async (server) => (await server.api('GET', '/status')).posts;
const live = (server, relay) => until(async () => (await server.api('GET', '/sources')).sources[0]?.state === 'live' && relay.listeners === 1, 'the source to be live', STEP_MS);
const gapsAre = (server, count, what) => until(async () => (await known(server)).gaps.length === count, what, STEP_MS);

test('what a network tells again after our stop is no gap, what it has forgotten stays one', async (t) => {
  const { relay, data, options } = await world(t);
  let server = await Server.during(t, data, options);
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 1, 'the first post', STEP_MS);
  await until(async () => (await known(server)).share === 1, 'the source to be known as heard', STEP_MS);
  await server.stop();

  relay.say(now()); // While nobody listens.
  server = await Server.during(t, data, options);
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 3, 'what was said meanwhile', STEP_MS);
  await gapsAre(server, 0, 'the gap to be filled in');
  await server.kill();

  relay.forget();
  server = await Server.during(t, data, options);
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 4, 'the post after the gap', STEP_MS);
  // Before it was reached again, too, nothing was heard: that is a gap of its own.
  await until(async () => (await known(server)).gaps.some(({ reason }) => reason.en === 'Vigie did not run.'), 'the gap to stand', STEP_MS);
  const { share, gaps } = await known(server);
  assert.ok(share < 1, `${share}`);
  assert.equal(gaps[0].source, 'bluesky');
  const count = await server.api('GET', '/count?q=aurora&step=minute');
  assert.equal(count.gaps.length, gaps.length);
  assert.ok(count.coverage < 1 && count.buckets.at(-1).coverage <= 1);
  const elsewhere = await server.api('GET', '/count?q=aurora%20source:file');
  assert.deepEqual([elsewhere.coverage, elsewhere.gaps], [null, []], 'a question that cannot be answered from there is whole');
});

test('an outage is a gap while it lasts, and none once it was read', async (t) => {
  const { relay, data, options } = await world(t);
  const server = await Server.during(t, data, options);
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 1, 'the first post', STEP_MS);
  relay.refuses = true;
  relay.drop();
  await gapsAre(server, 1, 'the outage to be seen');
  assert.equal((await known(server)).gaps[0].reason.fr, 'La source ne répondait pas.');
  relay.say(now());
  relay.refuses = false;
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 3, 'what was missed', STEP_MS);
  await gapsAre(server, 0, 'the gap to be filled in');
});

test('what a person stops is no gap', async (t) => {
  const { relay, data, options } = await world(t);
  const server = await Server.during(t, data, options);
  await live(server, relay);
  relay.say(now());
  await until(async () => (await posts(server)) === 1, 'the first post', STEP_MS);
  await server.api('DELETE', '/sources/bluesky');
  await until(() => relay.listeners === 0, 'the connection to end', STEP_MS);
  await until(async () => (await known(server)).gaps.length === 0, 'nothing to be missing', STEP_MS);
  assert.equal((await server.ask('GET', '/api/v1/sources/pigeons/coverage')).status, 404);
});

test('a late post was not known before it came', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  const said = new Date(Date.now() - 3_600_000).toISOString();
  await server.api('POST', '/posts', [{ id: '1', source: 'file:late', time: said, text: 'aurora' }]);
  const before = new Date(Date.now() - 60_000).toISOString();
  const path = `q=aurora&from=${new Date(Date.now() - 7_200_000).toISOString()}`;
  assert.equal((await server.api('GET', `/count?${path}`)).posts, 1);
  const then = await server.api('GET', `/count?${path}&known_at=${before}`);
  assert.deepEqual([then.posts, then.known_at !== null], [0, true]);
  assert.equal((await server.api('GET', `/search?q=aurora&known_at=${before}`)).posts.length, 0);
  assert.equal((await server.api('GET', `/search?q=aurora&known_at=${new Date(Date.now() + 5_000).toISOString()}`)).posts.length, 1);
  assert.equal((await server.ask('GET', '/api/v1/count?q=aurora&known_at=soon')).status, 422);
});
