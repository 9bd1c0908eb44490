// The Mastodon server of the tests is as faithful as they need it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MastodonServer, recordedBodies } from './mastodon_server.mjs';
import { atEnd, shared, succeed, until } from './vigie.mjs';

async function place(t) {
  const folder = shared(t, 'payloads/mastodon');
  if (!folder) return undefined;
  const [status] = recordedBodies(folder, 'test_public_tl_anonymous.yaml');
  const server = await MastodonServer.start(status);
  atEnd(t, () => server.close());
  return server;
}

test('its Statuses are read by the program as a real server’s are', async (t) => {
  const server = await place(t);
  if (!server) return;
  const read = await succeed(['import', '-', '--format', 'mastodon', '--dry-run', '--json'], { input: JSON.stringify(server.invent(1)) });
  assert.equal(read.jsonLines()[0].text, 'Aurora number n1');
});

test('its pages go oldest first by min_id, its streams tell what is said, edited and gone', async (t) => {
  const server = await place(t);
  if (!server) return;
  server.keep(...Array.from({ length: 50 }, (_, number) => server.invent(number)));
  const ask = async (path) => (await fetch(server.url + path)).json();
  const page = await ask(`/api/v1/timelines/public?limit=40&min_id=${server.invent(4).id}`);
  assert.deepEqual([page.length, page[0].id, page.at(-1).id], [40, server.invent(44).id, server.invent(5).id]);
  assert.equal((await ask('/api/v1/timelines/public?limit=40'))[0].id, server.invent(49).id);
  const stream = await fetch(`${server.url}/api/v1/streaming/public`);
  let heard = '';
  const hearing = (async () => {
    for await (const bytes of stream.body) heard += Buffer.from(bytes);
  })().catch(() => {});
  server.say(server.invent(50));
  server.edit(server.invent(50, { edited_at: '2026-01-06T00:00:00.000Z' }));
  server.remove(server.invent(50).id);
  await until(() => heard.includes('event: delete'), 'the deletion', 30_000);
  assert.deepEqual(heard.match(/^event: .*/gm), ['event: update', 'event: status.update', 'event: delete']);
  server.drop();
  await hearing;
});

test('it holds to its limits, and keeps its streams for those with a token', async (t) => {
  const server = await place(t);
  if (!server) return;
  server.left = 1;
  assert.equal((await fetch(`${server.url}/api/v2/instance`)).status, 200);
  const refused = await fetch(`${server.url}/api/v2/instance`);
  assert.equal(refused.status, 429);
  assert.ok(new Date(refused.headers.get('X-RateLimit-Reset')) > new Date(Date.now() - 1000));
  server.needs_token_to_stream = true;
  assert.equal((await fetch(`${server.url}/api/v1/streaming/public`)).status, 401);
});
