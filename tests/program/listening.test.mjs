// Feeds that people add: read from a server of the tests' own, through kills and restarts, each entry exactly once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server, atEnd, scratch, succeed, until } from './vigie.mjs';

const WAIT = 30_000;

/** A feed whose entries a test sets, with an ETag of its own making. */
class FeedServer {
  entries = 3;
  status = 200;
  asked = [];
  static async start(t) {
    const feed = new FeedServer();
    feed.server = createServer((request, reply) => feed.answer(request, reply)).listen(0, '127.0.0.1');
    await once(feed.server, 'listening');
    feed.url = `http://127.0.0.1:${feed.server.address().port}/feed.xml`;
    atEnd(t, () => {
      feed.server.closeAllConnections();
      feed.server.close();
    });
    return feed;
  }
  answer(request, reply) {
    this.asked.push(request.headers);
    const etag = `"${this.entries}"`;
    if (this.status !== 200) return reply.writeHead(this.status).end();
    if (request.headers['if-none-match'] === etag) return reply.writeHead(304).end();
    const items = Array.from({ length: this.entries }, (_, i) =>
      `<item><guid>entry-${i}</guid><title>A lantern ${i}</title><pubDate>Sun, 01 Feb 2026 00:00:00 GMT</pubDate></item>`);
    reply.writeHead(200, { ETag: etag, 'Content-Type': 'application/rss+xml' });
    return reply.end(`<rss version="2.0"><channel><title>t</title>${items.reverse().join('')}</channel></rss>`);
  }
}

async function world(t) {
  const folder = scratch(t);
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, '[sources]\nprivate = true\n');
  return { feed: await FeedServer.start(t), data: join(folder, 'data'), options: { args: ['--config', config] } };
}

const source = async (server) => (await server.api('GET', '/sources')).sources[0];
const is = (server, state) => until(async () => (await source(server))?.state === state, `the source to be ${state}`, WAIT);
const posts = async (server) => (await server.api('GET', '/status')).posts;
const pathOf = async (server) => `/sources/${encodeURIComponent((await source(server)).name)}`;

test('a feed that was added is read on after SIGKILL, each entry once', async (t) => {
  const { feed, data, options } = await world(t);
  const first = await Server.during(t, data, options);
  const wanted = { kind: 'feed', title: 'Blog', options: { url: feed.url } };
  assert.equal((await first.api('POST', '/sources/try', wanted)).posts.length, 3);
  assert.equal(await posts(first), 0);
  await first.api('POST', '/sources', wanted);
  await until(async () => (await posts(first)) === 3 && (await source(first)).wait_until, 'three posts', WAIT);
  assert.match(feed.asked[0]['user-agent'], /^vigie\//);
  assert.equal(statSync(join(data, 'sources', 'key')).mode & 0o777, 0o600);
  await first.kill();

  feed.entries = 5;
  const second = await Server.during(t, data, options);
  await until(async () => (await posts(second)) === 5, 'five posts', WAIT);
  assert.equal(feed.asked.at(-1)['if-none-match'], '"3"');
  const told = await source(second);
  assert.deepEqual([told.title, told.kind, told.options], ['Blog', 'feed', { url: feed.url }]);
  await second.kill();
  const found = (await succeed(['search', 'lantern', '--data', data, '--json', '--limit', '100'])).jsonLines();
  assert.deepEqual(found.map((post) => post.id).sort(), ['entry-0', 'entry-1', 'entry-2', 'entry-3', 'entry-4']);
});

test('a source is paused, resumed and removed, and says what is wrong', async (t) => {
  const { feed, data, options } = await world(t);
  feed.status = 500;
  const server = await Server.during(t, data, options);
  await server.api('POST', '/sources', { kind: 'feed', options: { url: feed.url } });
  await is(server, 'waiting');
  assert.match((await source(server)).detail, /HTTP 500/);
  feed.status = 200;
  await is(server, 'live');
  const path = await pathOf(server);
  await server.api('POST', `${path}/pause`);
  await is(server, 'paused');
  const asked = feed.asked.length;
  await server.api('POST', `${path}/resume`);
  await until(() => feed.asked.length > asked, 'the feed to be asked again', WAIT);
  await server.api('DELETE', path);
  assert.deepEqual((await server.api('GET', '/sources')).sources, []);
});

test('a secret is never told, and lies sealed', async (t) => {
  const { feed, data, options } = await world(t);
  const server = await Server.during(t, data, options);
  const secret = 'tok3n-of-the-lighthouse';
  await server.api('POST', '/sources', { kind: 'mastodon', options: { url: new URL(feed.url).origin }, secret });
  const told = await server.ask('GET', '/api/v1/sources');
  assert.equal(told.json.sources[0].has_secret, true);
  assert.ok(!told.text.includes(secret));
  await server.stop();
  assert.ok(!readFileSync(join(data, 'vigie.db')).includes(secret));
  assert.ok(!server.err.includes(secret));
});

test('a server in a private network is not asked unless the operator allows it', async (t) => {
  const { feed, data } = await world(t);
  const server = await Server.during(t, data);
  const tried = await server.ask('POST', '/api/v1/sources/try', { body: { kind: 'feed', options: { url: feed.url } } });
  assert.equal(tried.status, 422);
  assert.match(tried.text, /not reached/);
  assert.equal(feed.asked.length, 0);
});
