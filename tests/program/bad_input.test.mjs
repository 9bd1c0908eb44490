// What must not hurt: broken records, bombs, a full disk, and strangers at the door.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Command, Server, asLines, atEnd, inventPost, rejectsIn, scratch, succeed, until, vigie } from './vigie.mjs';

const GOOD = [inventPost(1), inventPost(2)];
const zstd = (bytes) => execFileSync('zstd', ['-c', '-q'], { input: bytes, maxBuffer: 1 << 30 });
const ids = async (data) => (await succeed(['search', 'source:file', '--data', data, '--json', '--limit', '1000000'])).jsonLines().map((post) => post.id);

/** Imports `bytes`: the command, its figures, what was refused, and which posts are there then. */
async function importBytes(t, name, bytes, args = []) {
  const folder = scratch(t);
  const file = join(folder, name);
  const data = join(folder, 'data');
  writeFileSync(file, bytes);
  const done = await vigie(['import', file, '--data', data, '--json', ...args]);
  return { done, figures: done.json(), rejects: rejectsIn(data), kept: new Set(await ids(data)) };
}

const RECORDS = {
  'a line that is not JSON': ['{"id":', /JSON/],
  'a line of words': ['hello', /JSON/],
  'a missing id': [JSON.stringify({ ...inventPost(9), id: undefined }), /id/],
  'a missing source': [JSON.stringify({ ...inventPost(9), source: undefined }), /source/],
  'a missing time': [JSON.stringify({ ...inventPost(9), time: undefined }), /time/],
  'a missing text': [JSON.stringify({ ...inventPost(9), text: undefined }), /text/],
  'an empty text': [JSON.stringify(inventPost(9, { text: '' })), /text/],
  'a date of the year 30000': [JSON.stringify(inventPost(9, { time: '30000-01-01T00:00:00Z' })), /time/],
  'a date of the year 2999': [JSON.stringify(inventPost(9, { time: '2999-01-01T00:00:00Z' })), /time/],
  'a date that is none': [JSON.stringify(inventPost(9, { time: '2026-02-30T00:00:00Z' })), /time/],
  'broken UTF-8': [Buffer.concat([Buffer.from('{"id":"p9","source":"file:invented","time":"2026-01-05T00:00:00Z","text":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]), /UTF-8/],
  'a lone surrogate': ['{"id":"p9","source":"file:invented","time":"2026-01-05T00:00:00Z","text":"\\ud800"}', /./],
  'a text of 10 MB': [JSON.stringify(inventPost(9, { text: 'x'.repeat(10_000_000) })), /longer|bytes/],
  'a text of 2 MB': [JSON.stringify(inventPost(9, { text: 'x'.repeat(2_000_000) })), /text/],
  'a NUL in the text': ['{"id":"p9","source":"file:invented","time":"2026-01-05T00:00:00Z","text":"a\\u0000b"}', /NUL/],
  'a bare NUL': [Buffer.from([0x61, 0, 0x62]), /./],
  '-1 likes': [JSON.stringify(inventPost(9, { likes: -1 })), /likes/],
  '1e17 likes': [JSON.stringify(inventPost(9, { likes: 1e17 })), /likes/],
  'half a like': [JSON.stringify(inventPost(9, { likes: 0.5 })), /likes/],
  'a bomb of nested arrays': ['['.repeat(1_000_000), /./],
  'a bomb inside an unknown member': [`{"id":"p9","source":"file:invented","time":"2026-01-05T00:00:00Z","text":"a","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /./],
};

test('every broken record is refused with its line and reason, counted and kept, and nothing else is lost', async (t) => {
  const parts = [Buffer.from(asLines([GOOD[0]]))];
  for (const [bytes] of Object.values(RECORDS)) parts.push(Buffer.from(bytes), Buffer.from('\n'));
  parts.push(Buffer.from(asLines([GOOD[1]])));
  const { done, figures, rejects, kept } = await importBytes(t, 'broken.jsonl', Buffer.concat(parts));
  assert.equal(done.code, 0, done.err);
  assert.deepEqual([figures.accepted, figures.rejected], [2, Object.keys(RECORDS).length]);
  assert.deepEqual(kept, new Set(['p1', 'p2']));
  rejects.sort((a, b) => a.line - b.line);
  for (const [i, [what, [bytes, reason]]] of Object.entries(RECORDS).entries()) {
    assert.equal(rejects[i]?.line, i + 2, what);
    assert.match(rejects[i].reason, reason, what);
    if (bytes.length < 1000 && typeof bytes === 'string') assert.equal(rejects[i].raw, bytes, what);
  }
});

test('the same records are refused one by one by the API, over the network and by the socket', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  for (const [what, [bytes]] of Object.entries(RECORDS)) {
    const body = Buffer.concat([Buffer.from(asLines([GOOD[0]])), Buffer.from(bytes), Buffer.from('\n' + asLines([GOOD[1]]))]);
    const answer = await server.ask('POST', '/api/v1/posts', { body, type: 'application/x-ndjson' });
    assert.equal(answer.status, 200, what);
    assert.deepEqual(answer.json.results.map((one) => one.fate === 'rejected'), [false, true, false], what);
    assert.ok(answer.json.results[1].reason, what);
  }
  const array = await server.ask('POST', '/api/v1/posts', { body: `[${JSON.stringify(GOOD[0])}, 7, {"id":1}]` });
  assert.deepEqual(array.json.results.map((one) => one.fate), ['duplicate', 'rejected', 'rejected']);
  assert.equal((await server.ask('POST', '/api/v1/posts', { body: '['.repeat(1_000_000) })).status, 422);
  assert.equal((await server.api('GET', '/status')).posts, 2);
});

test('rows with more or fewer cells than the header are refused by their line', async (t) => {
  const rows = 'id,time,text\np1,2026-01-05T00:00:00Z,one\np2,2026-01-05T00:00:00Z\np3,2026-01-05T00:00:00Z,three,more\np4,30000-01-01,four\np5,2026-01-05T00:00:00Z,five\n';
  const { done, figures, rejects, kept } = await importBytes(t, 'ragged.csv', rows);
  assert.equal(done.code, 0);
  assert.deepEqual([figures.accepted, figures.rejected], [2, 3]);
  assert.deepEqual(rejects.map((one) => [one.record, one.line]), [[2, 3], [3, 4], [4, 5]]);
  assert.deepEqual(kept, new Set(['p1', 'p5']));
});

test('a truncated file gives what it holds, and the line that it breaks off is refused', async (t) => {
  const posts = Array.from({ length: 5000 }, (_, i) => inventPost(i, { text: `Aurora ${Math.sin(i)}` }));
  for (const [name, pack] of [['cut.zst', zstd], ['cut.gz', gzipSync]]) {
    const packed = pack(Buffer.from(asLines(posts)));
    const { done, figures, rejects, kept } = await importBytes(t, name, packed.subarray(0, packed.length * 0.7));
    assert.equal(done.code, 1, name);
    assert.match(done.err, /truncated/);
    assert.equal(rejects.length, 1);
    assert.equal(rejects[0].line, figures.accepted + 1, name);
    assert.match(rejects[0].reason, /truncated/);
    assert.equal(kept.size, figures.accepted);
    assert.ok(figures.accepted > 0 && figures.accepted < 5000, `${name}: ${figures.accepted}`);
  }
});

test('a compression bomb is refused before it swells, and what stood before it is kept', async (t) => {
  const zeros = Buffer.alloc(400 << 20);
  for (const [name, pack] of [['bomb.zst', zstd], ['bomb.gz', (bytes) => gzipSync(bytes, { level: 9 })]]) {
    const { done, figures, rejects, kept } = await importBytes(t, name, Buffer.concat([pack(Buffer.from(asLines(GOOD))), pack(zeros)]));
    assert.equal(done.code, 1, name);
    assert.match(done.err, /bomb/);
    assert.equal(figures.accepted, 2);
    assert.ok(rejects.some((one) => one.line === 3 && /bomb/.test(one.reason)), name);
    assert.ok(JSON.stringify(rejects).length < 8 << 20, 'a mebibyte of a record, and its escapes');
    assert.deepEqual(kept, new Set(['p1', 'p2']));
  }
});

/** Posts 8 kB each, so that a small disk fills soon; their words do not repeat, or the log packs them away. */
const heavyPost = (number) => inventPost(number, { text: Array.from({ length: 1000 }, (_, i) => Math.sin(number * 1000 + i).toString(36).slice(3, 11)).join(' ') });

/** Says posts until the disk refuses some, makes room, and says those again. */
async function fillAndGoOn(server, makeRoom) {
  const batch = (load) => Array.from({ length: 50 }, (_, i) => heavyPost(load * 50 + i));
  let load = 0;
  let answer;
  const say = async () => (answer = await server.ask('POST', '/api/v1/posts', { body: batch(load) }));
  for (await say(); answer.status === 200 && load < 100; await say()) ++load;
  assert.equal(answer.status, 503, 'the disk never refused');
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.match(answer.json.detail, /disk refuses.*send it again/);
  const begin = performance.now();
  await say();
  assert.equal(answer.status, 503);
  assert.ok(performance.now() - begin < 2000, 'who hands posts over is told soon');
  assert.equal((await server.ask('GET', '/readyz')).status, 503);
  assert.ok((await server.api('GET', '/status')).waiting_for_disk);
  assert.match(server.err, /the disk refuses/);
  assert.equal((await server.ask('GET', '/api/v1/search?q=source%3Afile')).status, 200, 'what is kept can be read');
  await makeRoom();
  await say();
  assert.equal(answer.json.accepted, 50, 'nothing of what was refused had been kept');
  assert.equal((await server.ask('GET', '/readyz')).status, 200);
  await server.stop();
  assert.equal(server.code, 0);
  assert.equal((await ids(server.data)).length, (load + 1) * 50);
  await succeed(['verify', '--data', server.data]);
}

test('a full disk is told to whoever hands posts over, loses nothing, and takes them again when there is room', async (t) => {
  const disk = join(scratch(t), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'none', disk], { stdio: 'pipe' });
  } catch {
    return t.skip('no small disk can be mounted here; the next test limits the size of files instead');
  }
  atEnd(t, () => execFileSync('umount', ['-l', disk]));
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(18 << 20));
  const server = await Server.during(t, join(disk, 'data'));
  await fillAndGoOn(server, () => rmSync(ballast));
});

/** The program with files of at most 2 MiB. The shell hands on that SIGXFSZ is ignored, so that a write is refused. */
function limited(t) {
  const program = join(scratch(t), 'limited');
  writeFileSync(program, `#!/bin/sh\ntrap '' XFSZ\nulimit -S -f 4096\nexec "${process.env.VIGIE_BINARY}" "$@"\n`, { mode: 0o755 });
  return program;
}

test('a limit on the size of files is borne like a full disk', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'), { program: limited(t) });
  await fillAndGoOn(server, () => execFileSync('prlimit', ['--pid', String(server.child.pid), '--fsize=unlimited:']));
});

test('an import through a server whose disk refuses says so, goes on when there is room, and can be stopped meanwhile', async (t) => {
  const folder = scratch(t);
  const file = join(folder, 'posts.jsonl');
  writeFileSync(file, asLines(Array.from({ length: 1000 }, (_, i) => heavyPost(i))));
  const server = await Server.during(t, join(folder, 'data'), { program: limited(t) });
  const begin = async () => {
    const command = new Command(['import', file, '--data', server.data, '--acks', '--json']);
    atEnd(t, () => command.child.kill('SIGKILL'));
    await until(() => /takes nothing now/.test(command.err), 'the import to say that it waits');
    return command;
  };
  const stopped = await begin();
  const at = performance.now();
  stopped.child.kill('SIGINT');
  await stopped.ended;
  assert.ok(performance.now() - at < 2000, 'a stop is obeyed');
  assert.equal(stopped.code, 1);
  assert.match(stopped.err, /stopped before the end; \d+ posts are kept; import again to go on/);
  assert.ok(stopped.acked < 1000);
  const waiting = await begin();
  execFileSync('prlimit', ['--pid', String(server.child.pid), '--fsize=unlimited:']);
  await waiting.ended;
  assert.equal(waiting.code, 0, waiting.err);
  const figures = JSON.parse(waiting.lines.at(-1));
  assert.equal(figures.accepted + figures.duplicates, 1000);
  assert.equal(figures.duplicates, stopped.acked, 'what was acknowledged is kept, and no more');
  await server.stop();
  assert.equal((await ids(server.data)).length, 1000);
});

test('while the disk refuses, questions are answered however many wait to hand posts over, and the end comes when told', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'), { program: limited(t) });
  await server.api('POST', '/drill', { name: 'galerne', speed: 10000 });
  const acknowledged = [];
  for (let load = 0; load < 40; ++load) {
    const posts = Array.from({ length: 50 }, (_, i) => heavyPost(load * 50 + i));
    server.api('POST', '/posts', posts).then(() => acknowledged.push(...posts), () => {});
  }
  await until(() => /the disk refuses; intake waits/.test(server.err), 'the disk to refuse');
  for (const path of ['/api/v1/status', '/api/v1/search?q=source%3Afile', '/readyz', '/metrics']) {
    const answer = await Promise.race([server.ask('GET', path), new Promise((done) => setTimeout(done, 5000, { status: 'none' }))]);
    assert.equal(answer.status, path === '/readyz' ? 503 : 200, path);
  }
  const ms = await Promise.race([server.stop(), new Promise((done) => setTimeout(done, 10_000, Infinity))]);
  assert.ok(ms < 2000, `the end took ${ms} ms`);
  assert.equal(server.code, 0);
  const found = new Set(await ids(server.data));
  assert.ok(acknowledged.length > 0);
  for (const post of acknowledged) assert.ok(found.has(post.id), `${post.id} is lost`);
  await succeed(['verify', '--data', server.data]);
});

/** Sends bytes as they are; what came back until the other side closed, and when that was. */
async function raw(server, ...parts) {
  const begin = performance.now();
  const socket = connect(new URL(server.url).port, '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8').on('data', (text) => (said += text)).on('error', () => {});
  for (const part of parts) socket.write(part);
  await new Promise((done) => socket.on('close', done));
  return { said, ms: performance.now() - begin };
}

test('strangers are refused: foreign hosts, foreign pages, wrong types, too much, too slow', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  const slow = raw(server, 'GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-');
  const status = async (method, path, options) => (await server.ask(method, path, options)).status;
  const port = new URL(server.url).port;
  for (const host of ['elsewhere.example', `elsewhere.example:${port}`, '192.0.2.1', '127.0.0.1.nip.example']) {
    assert.equal(await status('GET', '/api/v1/status', { headers: { Host: host } }), 421, host);
    assert.equal(await status('GET', '/', { headers: { Host: host } }), 421, host);
  }
  for (const host of ['localhost', `127.0.0.1:${port}`, '[::1]']) assert.equal(await status('GET', '/api/v1/status', { headers: { Host: host } }), 200, host);
  for (const host of ['localhost', 'elsewhere.example']) {
    const page = await server.ask('GET', '/', { headers: { Host: host } });
    assert.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self'; /, host);
    assert.equal(page.headers['x-content-type-options'], 'nosniff', host);
  }
  const watch = { name: 'a', query: 'a' };
  for (const origin of ['http://elsewhere.example', 'null', `http://127.0.0.1:1`]) {
    assert.equal(await status('POST', '/api/v1/watches', { body: watch, headers: { Origin: origin } }), 403, origin);
    assert.equal(await status('DELETE', '/api/v1/watches/1', { headers: { Origin: origin } }), 403, origin);
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
    assert.equal(await status('POST', '/api/v1/watches', { body: watch, type }), 415, type);
  }
  assert.equal(await status('POST', '/api/v1/watches', { body: watch, headers: { Origin: `http://127.0.0.1:${port}` } }), 201);
  assert.equal(await status('POST', '/api/v1/watches', { body: `{"name":"${'x'.repeat(1 << 20)}"}` }), 413);
  assert.equal(await status('POST', '/api/v1/watches', { body: `{"name":${'['.repeat(100_000)}` }), 422);
  const huge = await raw(server, `POST /api/v1/posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${65 << 20}\r\n\r\n`);
  assert.match(huge.said, /^HTTP\/1\.1 413 /);
  assert.match((await raw(server, `GET /${'x'.repeat(300_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).said, /^HTTP\/1\.1 (414|431) /);
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 'nonsense\r\n\r\n', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n']) {
    assert.match((await raw(server, bytes)).said, /^HTTP\/1\.1 400 /, bytes);
  }
  const { said, ms } = await slow;
  assert.match(said, /^HTTP\/1\.1 408 /);
  assert.ok(ms < 15_000, `a slow sender was borne for ${ms} ms`);
  assert.equal(await status('GET', '/healthz'), 200);
});

test('an address that others can reach is refused', async (t) => {
  const data = join(scratch(t), 'data');
  for (const listen of ['0.0.0.0:0', '[::]:0', '192.0.2.1:0']) {
    const done = await vigie(['serve', '--data', data, '--listen', listen], { wait: 5000 });
    assert.equal(done.code, 1, listen);
    assert.match(done.err, /loopback/, listen);
  }
  const nonsense = await vigie(['serve', '--data', data, '--listen', 'nonsense'], { wait: 5000 });
  assert.ok([1, 2].includes(nonsense.code), nonsense.err);
});
