// SIGTERM: the end comes in less than two seconds, and nothing that was acknowledged is lost.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Server, asLines, atEnd, inventPost, scratch, succeed, until } from './vigie.mjs';

const STOP_MS = 2000;
const found = async (data) => new Set((await succeed(['search', 'source:file', '--data', data, '--json', '--limit', '1000000'])).jsonLines().map((post) => post.id));

/** 200,000 posts in a file: an import of some seconds. */
function manyPosts(folder) {
  const file = join(folder, 'posts.jsonl');
  writeFileSync(file, asLines(Array.from({ length: 200_000 }, (_, i) => inventPost(i))));
  return file;
}

test('a server with open streams and a running import ends in less than two seconds and loses nothing', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const file = manyPosts(folder);
  const server = await Server.during(t, data);
  await server.api('POST', '/watches', { name: 'All', query: 'aurora' });
  await server.api('POST', '/drill', { name: 'galerne', speed: 10000 });
  const streams = await Promise.all(Array.from({ length: 20 }, (_, i) => server.listen(i % 2 ? '/rehearsal/api/v1/events' : '/api/v1/events')));
  const running = new Command(['import', file, '--data', data, '--acks']);
  atEnd(t, () => running.child.kill('SIGKILL'));
  await until(() => running.acked > 0, 'the import to run');
  const ms = await server.stop();
  assert.equal(server.code, 0, server.err);
  assert.ok(ms < STOP_MS, `the end took ${ms} ms`);
  await Promise.all(streams.map((stream) => stream.ended));
  assert.ok(streams.every((stream) => stream.heard.at(-1)?.name === 'goodbye'), 'every page is told');
  await running.ended;
  assert.equal(running.code, 1, running.err);
  const there = await found(data);
  for (let i = 0; i < running.acked; ++i) assert.ok(there.has(`p${i}`), `p${i} of ${running.acked} is lost`);
  await succeed(['verify', '--data', data]);
});

test('a server that holds a request half sent ends as fast', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  const socket = connect(new URL(server.url).port, '127.0.0.1').on('error', () => {});
  socket.write('POST /api/v1/posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[');
  await until(async () => (await server.ask('GET', '/healthz')).status === 200, 'the server');
  const ms = await server.stop();
  assert.ok(ms < STOP_MS, `the end took ${ms} ms`);
  assert.equal(server.code, 0);
  socket.destroy();
});

test('a server whose queue of questions is full ends as fast, and tells all who wait', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  await succeed(['import', manyPosts(folder), '--data', data]);
  const server = await Server.during(t, data);
  const slow = `/api/v1/tops?q=${encodeURIComponent('"post number" -("number post" OR "aurora the" OR "about number")')}`;
  let turnedAway = 0;
  const asked = Array.from({ length: 600 }, async () => {
    const { status } = await server.ask('GET', slow);
    if (status === 503) ++turnedAway;
    return status;
  });
  await until(() => turnedAway > 50, 'the queue to be full');
  const ms = await server.stop();
  assert.ok(ms < STOP_MS, `the end took ${ms} ms`);
  assert.equal(server.code, 0, server.err);
  const told = await Promise.all(asked);
  assert.ok(told.every((status) => status === 200 || status === 503), `${[...new Set(told)]}`);
  assert.ok(turnedAway > 500);
});

test('a server that is told to end while it starts ends', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  await succeed(['import', manyPosts(folder), '--data', data]);
  for (const ms of [5, 30, 60, 100, 150, 200]) {
    const server = new Command(['serve', '--data', data, '--listen', '127.0.0.1:0']);
    atEnd(t, () => server.child.kill('SIGKILL'));
    await sleep(ms);
    const begin = performance.now();
    server.child.kill('SIGTERM');
    await server.ended;
    assert.ok(performance.now() - begin < STOP_MS, `after ${ms} ms of its start the end took ${performance.now() - begin} ms`);
    assert.ok(server.code === 0 || server.signal === 'SIGTERM', `${server.code} ${server.err}`);
  }
});

test('an import that is stopped ends in less than two seconds, says so, and keeps what it acknowledged', async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const running = new Command(['import', manyPosts(folder), '--data', data, '--acks']);
  atEnd(t, () => running.child.kill('SIGKILL'));
  await until(() => running.acked > 0, 'the import to run');
  const begin = performance.now();
  running.child.kill('SIGTERM');
  await running.ended;
  const ms = performance.now() - begin;
  assert.ok(ms < STOP_MS, `the end took ${ms} ms`);
  assert.equal(running.code, 1);
  assert.match(running.err, /stopped before the end/);
  const there = await found(data);
  assert.equal(there.size, running.acked);
});
