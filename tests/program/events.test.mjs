// What a listener to /api/v1/events hears over real connections: exactly what was said, also when it was away or slow.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server, atEnd, inventPost, scratch, until } from './vigie.mjs';

const LONG = 'aurora '.repeat(400);
const posts = (from, count, more = {}) => Array.from({ length: count }, (_, i) => inventPost(from + i, { text: LONG, ...more }));
const told = (stream) => stream.heard.filter((event) => event.name === 'post').map((event) => event.data.post.id);
const named = (stream, name) => stream.heard.filter((event) => event.name === name).map((event) => event.data);

async function serverWithAWatch(t, data = join(scratch(t), 'data')) {
  const server = await Server.during(t, data);
  await server.api('POST', '/watches', { name: 'All', query: 'aurora' });
  return server;
}

/** The id of the last event before all that follows. */
async function here(server, path) {
  const stream = await server.listen(path);
  const tick = await until(() => stream.heard.find((event) => event.name === 'tick'), 'a tick');
  stream.close();
  await stream.ended;
  return tick.id;
}

test('whoever comes back hears all that was said meanwhile, once, though it is more than the room of a stream', async (t) => {
  const server = await serverWithAWatch(t);
  const paths = ['/api/v1/events', '/api/v1/events?watch=1', '/api/v1/events?q=aurora'];
  const last = await Promise.all(paths.map((path) => here(server, path)));
  for (let i = 0; i < 2000; i += 500) await server.api('POST', '/posts', posts(i, 500));
  const wanted = Array.from({ length: 2000 }, (_, i) => `p${i}`);
  for (const [i, path] of paths.entries()) {
    const stream = await server.listen(path, { 'Last-Event-ID': last[i] });
    atEnd(t, () => stream.close());
    await until(() => told(stream).length >= wanted.length, 'all posts');
    await until(() => named(stream, 'tick').length > 0, 'what happens now');
    assert.deepEqual(told(stream), wanted, path);
    assert.deepEqual(named(stream, 'skipped'), [], path);
    const ids = stream.heard.map((event) => Number(event.id));
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b), `${path}: ids grow`);
  }
});

test('a reader that stops for a while is not cut, and then hears what it missed', async (t) => {
  const server = await serverWithAWatch(t);
  const socket = connect(server.socket);
  atEnd(t, () => socket.destroy());
  await once(socket, 'connect');
  socket.write('GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  let text = String((await once(socket, 'data'))[0]);
  socket.pause();
  for (let i = 0; i < 2000; i += 500) await server.api('POST', '/posts', posts(i, 500));
  socket.on('data', (bytes) => (text += bytes)).resume();
  const heard = () => [...text.matchAll(/^event: post$/gm)].length;
  await until(() => heard() >= 2000, 'all posts');
  assert.equal(heard(), 2000);
  assert.doesNotMatch(text, /event: skipped/);
});

test('what is gone is told to an open page, and never as it was to one that comes back', async (t) => {
  const server = await serverWithAWatch(t);
  const open = await server.listen();
  atEnd(t, () => open.close());
  const last = await here(server);
  await server.api('POST', '/posts', posts(0, 3, { text: 'aurora secret' }));
  await until(() => told(open).length === 3, 'three posts');
  assert.equal((await server.ask('DELETE', '/api/v1/posts/file%3Ainvented/p1')).status, 204);
  await until(() => named(open, 'gone').length === 1, 'that one is gone');
  assert.deepEqual(named(open, 'gone'), [{ source: 'file:invented', id: 'p1' }]);
  const back = await server.listen('/api/v1/events', { 'Last-Event-ID': last });
  atEnd(t, () => back.close());
  await until(() => named(back, 'gone').length === 1, 'that one is gone');
  assert.deepEqual(told(back), ['p0', 'p2']);
});

test('after a restart a listener is told to load anew, and ids go on growing', async (t) => {
  const data = join(scratch(t), 'data');
  const before = await serverWithAWatch(t, data);
  const last = await here(before);
  await before.stop();
  const server = await Server.during(t, data);
  await server.api('POST', '/posts', posts(0, 1));
  const stream = await server.listen('/api/v1/events', { 'Last-Event-ID': last });
  atEnd(t, () => stream.close());
  await until(() => told(stream).length === 1, 'the post');
  assert.deepEqual(named(stream, 'skipped'), [{ posts: 0, anew: true }]);
  assert.ok(stream.heard.every((event) => Number(event.id) > Number(last)));
});
