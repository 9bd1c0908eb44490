// Bluesky's Jetstream, from a server of the tests' own, over TLS, into the store.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { JetstreamServer, inventEvent, makeCertificate, uriOf } from './jetstream_server.mjs';
import { Server, atEnd, scratch, shared, succeed, until } from './vigie.mjs';

/** A relay with `events`, and a folder whose configuration knows it: { relay, data, options }. */
async function world(t, events = []) {
  const folder = scratch(t);
  const certificate = makeCertificate(folder);
  const relay = await JetstreamServer.start(certificate, events);
  relay.replays_all = true;
  atEnd(t, () => relay.close());
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, `[bluesky]\nenabled = true\nurls = ["${relay.url}"]\nca_file = "${certificate.cert}"\n`);
  return { relay, certificate, config, data: join(folder, 'data'), options: { args: ['--config', config] } };
}

const bluesky = async (server) => (await server.api('GET', '/sources')).sources.find((source) => source.name === 'bluesky');
const live = (server) => until(async () => (await bluesky(server)).state === 'live', 'the source to be live');
const posts = async (server) => (await server.api('GET', '/status')).posts;
const savedCursor = (data) => (existsSync(join(data, 'sources', 'bluesky.json')) ? JSON.parse(readFileSync(join(data, 'sources', 'bluesky.json'))).cursor : 0);
const kept = async (data) => (await succeed(['search', 'source:bluesky', '--data', data, '--json', '--limit', '1000000'])).jsonLines();

test('the recorded events give exactly their posts and reposts, less what was deleted', async (t) => {
  const file = shared(t, 'payloads/jetstream/internal/corpus/testdata/expected_v1.jsonl');
  if (!file) return;
  const events = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(events.length, 152);
  const said = new Map();
  for (const event of events) {
    if (event.kind !== 'commit' || !['app.bsky.feed.post', 'app.bsky.feed.repost'].includes(event.commit.collection)) continue;
    event.commit.operation === 'delete' ? said.delete(uriOf(event)) : said.set(uriOf(event), event);
  }
  const { relay, data, options } = await world(t, events);
  const server = await Server.during(t, data, options);
  await until(async () => (await posts(server)) === said.size, `${said.size} posts`, 5000).catch(() => {});
  await sleep(300);
  assert.deepEqual(relay.subscriptions[0].wanted, ['app.bsky.feed.post', 'app.bsky.feed.repost']);
  assert.match(relay.subscriptions[0].agent, /^vigie\//);
  assert.equal((await bluesky(server)).rejected, 0);
  const found = await kept(data);
  assert.deepEqual(found.map((post) => post.id).sort(), [...said.keys()].sort());
  for (const post of found) {
    const { did, commit } = said.get(post.id);
    assert.equal(post.author.id, did);
    assert.equal(post.text, commit.record.text ?? '');
    assert.equal(post.kind === 'repost', commit.collection === 'app.bsky.feed.repost');
    assert.equal(new Date(post.time).getTime(), new Date(commit.record.createdAt).getTime());
    if (commit.record.reply) assert.equal(post.parent, commit.record.reply.parent.uri);
  }
  const file_again = await succeed(['import', file, '--format', 'jetstream', '--data', data, '--json']);
  assert.deepEqual([file_again.json().accepted, file_again.json().rejected], [0, 0]);
});

test('edits, deletions and the end of an account are obeyed', async (t) => {
  const { relay, data, options } = await world(t, [inventEvent(1), inventEvent(2), inventEvent(3), inventEvent(12)]);
  const server = await Server.during(t, data, options);
  await until(async () => (await posts(server)) === 4, 'four posts');
  relay.say(
    inventEvent(20, { operation: 'update', did: 'did:plc:voice1', rkey: 'k1', record: { text: 'Mended aurora', createdAt: '2026-01-05T08:00:00Z' } }),
    inventEvent(21, { operation: 'delete', did: 'did:plc:voice2', rkey: 'k2' }),
    { did: 'did:plc:voice3', time_us: inventEvent(22).time_us, kind: 'account', account: { active: false, status: 'deleted', did: 'did:plc:voice3' } },
    { did: 'did:plc:voice1', time_us: inventEvent(23).time_us, kind: 'account', account: { active: false, status: 'suspended', did: 'did:plc:voice1' } },
    inventEvent(24, { collection: 'app.bsky.feed.like', record: { subject: { uri: 'at://x' } } }),
  );
  await until(async () => (await posts(server)) === 1, 'one post to be left');
  const [left] = await kept(data);
  assert.equal(left.text, 'Mended aurora');
});

test('the cursor on disk is never ahead of what is kept, and a new start goes on from it', async (t) => {
  const { relay, data, options } = await world(t);
  relay.replays_all = false;
  let server = await Server.during(t, data, options);
  await live(server);
  assert.equal(relay.subscriptions[0].cursor, undefined, 'a first start has no cursor');
  const events = Array.from({ length: 400 }, (_, i) => inventEvent(i * 100)); // 40 s of events.
  for (const event of events) {
    relay.say(event);
    await sleep(5);
  }
  await until(() => savedCursor(data) > 0, 'a cursor on disk');
  const cursor = savedCursor(data);
  await server.kill();
  const before = new Set((await kept(data)).map((post) => post.id));
  for (const event of events.filter((one) => one.time_us <= cursor)) assert.ok(before.has(uriOf(event)), 'the cursor is ahead of the store');
  relay.say(inventEvent(40_001)); // While nobody listens.
  server = await Server.during(t, data, options);
  await until(async () => (await posts(server)) === 401, 'every post');
  const again = relay.subscriptions.at(-1).cursor;
  assert.ok(again >= cursor - 10_000_000 && again <= savedCursor(data), `it went on from ${again}, the cursor was ${cursor}`);
  await server.stop();
  assert.equal((await kept(data)).length, 401);
});

test('a dropped connection is taken up again after growing waits, and nothing is missed', async (t) => {
  const { relay, data, options } = await world(t, [inventEvent(1)]);
  relay.replays_all = false;
  const server = await Server.during(t, data, options);
  await live(server);
  relay.say(inventEvent(2));
  await until(async () => (await posts(server)) === 1, 'the first post');
  relay.drop();
  await until(async () => (await bluesky(server)).state === 'waiting', 'the source to say that it waits');
  assert.notEqual((await bluesky(server)).detail, '');
  relay.say(inventEvent(3));
  await live(server);
  await until(async () => (await posts(server)) >= 2, 'the post that was said meanwhile');
  const [first, second] = relay.subscriptions;
  assert.ok(second.at - first.at > 400, 'it came back at once');
  assert.ok(second.cursor > 0);
});

test('the waits between tries grow, and the next server of the list is tried', async (t) => {
  const { config, data, options } = await world(t);
  const tries = [];
  const doors = await Promise.all([0, 1].map(async (index) => {
    const door = createServer((socket) => {
      tries.push({ index, at: performance.now() });
      socket.destroy();
    });
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    atEnd(t, () => door.close());
    return `"wss://127.0.0.1:${door.address().port}/subscribe"`;
  }));
  writeFileSync(config, `[bluesky]\nenabled = true\nurls = [${doors}]\n`);
  await Server.during(t, data, options);
  await until(() => tries.length >= 4, 'four tries', 15_000);
  assert.deepEqual(tries.slice(0, 4).map((one) => one.index), [0, 1, 0, 1]);
  const waits = [1, 2, 3].map((i) => tries[i].at - tries[i - 1].at);
  // 1, 2, 4 s, each times 0.5 to 1.5.
  for (const [i, wait] of waits.entries()) assert.ok(wait >= 500 * 2 ** i - 50 && wait <= 1500 * 2 ** i + 500, `waits of ${waits} ms`);
});

test('a server that cannot be reached, or not be trusted, is told in a plain sentence', async (t) => {
  const { relay, certificate, config, data, options } = await world(t);
  await relay.close();
  const server = await Server.during(t, data, options);
  const source = await until(async () => {
    const now = await bluesky(server);
    return now.state === 'waiting' && now;
  }, 'the source to wait');
  assert.match(source.detail, /[a-z]{4}/);
  assert.equal((await server.ask('GET', '/readyz')).status, 200, 'the house itself is well');
  await server.stop();

  const untrusted = await JetstreamServer.start(certificate);
  atEnd(t, () => untrusted.close());
  writeFileSync(config, `[bluesky]\nenabled = true\nurls = ["${untrusted.url}"]\n`);
  const wary = await Server.during(t, data, options);
  await until(async () => /certificate/.test((await bluesky(wary)).detail), 'the certificate to be refused');
  assert.equal(untrusted.subscriptions.length, 0);
});

test('the network is begun and ended by the API, and begun again by itself after a restart', async (t) => {
  const { relay, config, data, options } = await world(t);
  writeFileSync(config, readFileSync(config, 'utf8').replace('enabled = true', 'enabled = false'));
  let server = await Server.during(t, data, options);
  assert.deepEqual((await server.api('GET', '/sources')).sources, []);
  await server.api('POST', '/sources', { kind: 'bluesky' });
  await live(server);
  await server.stop();
  server = await Server.during(t, data, options);
  await live(server);
  await server.api('DELETE', '/sources/bluesky');
  await until(() => relay.listeners === 0, 'the connection to end');
  await server.stop();
  server = await Server.during(t, data, options);
  assert.deepEqual((await server.api('GET', '/sources')).sources, []);
});
