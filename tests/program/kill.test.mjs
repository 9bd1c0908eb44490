// The program is killed (SIGKILL) at random moments: what it acknowledged is there, once.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { JetstreamServer, inventEvent, makeCertificate, uriOf } from './jetstream_server.mjs';
import { Command, LONG, Server, asLines, atEnd, chance, inventPost, scratch, succeed, until } from './vigie.mjs';

const KILLS = LONG ? 50 : 5;
const SEED = Number(process.env.VIGIE_SEED ?? Date.now() % 1_000_000);

const ids = async (data, query) => (await succeed(['search', query, '--data', data, '--json', '--limit', '1000000'])).jsonLines().map((post) => post.id);

/** Each id of `wanted` is in `found`, and none of `found` is there twice. */
function assertOnce(found, wanted, what) {
  const set = new Set(found);
  assert.equal(set.size, found.length, `${what}: some post is there twice`);
  const lost = wanted.filter((id) => !set.has(id));
  assert.equal(lost.length, 0, `${what}: ${lost.length} of ${wanted.length} are lost, the first ${lost[0]}`);
}

test(`an import that is killed ${KILLS} times keeps what it acknowledged, and is finished by importing again`, async (t) => {
  t.diagnostic(`VIGIE_SEED=${SEED}`);
  const random = chance(SEED);
  const folder = scratch(t);
  const file = join(folder, 'posts.jsonl');
  const posts = Array.from({ length: 30_000 }, (_, i) => inventPost(i, { text: `Aurora n${i} ${(Math.sin(i) * 1e9).toString(36).repeat(12)}` }));
  writeFileSync(file, asLines(posts));
  const begin = performance.now();
  await succeed(['import', file, '--data', join(folder, 'whole'), '--acks']);
  const whole_ms = performance.now() - begin;
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; ++kill) {
    const data = join(folder, `data-${kill}`);
    const what = `VIGIE_SEED=${SEED}, kill ${kill}`;
    for (let again = 0; again < 2; ++again) {
      const command = new Command(['import', file, '--data', data, '--acks']);
      const timer = setTimeout(() => command.child.kill('SIGKILL'), random() * whole_ms);
      await command.ended;
      clearTimeout(timer);
      acknowledged += command.acked;
      if (existsSync(join(data, 'log'))) assertOnce(await ids(data, 'aurora'), posts.slice(0, command.acked).map((post) => post.id), what);
    }
    const end = (await succeed(['import', file, '--data', data, '--json'])).json();
    assert.equal(end.accepted + end.duplicates, posts.length, what);
    const found = await ids(data, 'aurora');
    assertOnce(found, posts.map((post) => post.id), what);
    assert.equal(found.length, posts.length);
    await succeed(['verify', '--data', data]);
  }
  t.diagnostic(`${acknowledged} acknowledged before the kills`);
  assert.ok(acknowledged > 0, `VIGIE_SEED=${SEED}: no kill came after an acknowledgement`);
});

test(`a stream whose listener is killed ${KILLS} times gives every post once`, async (t) => {
  t.diagnostic(`VIGIE_SEED=${SEED}`);
  const random = chance(SEED + 1);
  const folder = scratch(t);
  const data = join(folder, 'data');
  const certificate = makeCertificate(folder);
  const relay = await JetstreamServer.start(certificate);
  relay.replays_all = true;
  atEnd(t, () => relay.close());
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, `log_level = "error"\n[bluesky]\nenabled = true\nurls = ["${relay.url}"]\nca_file = "${certificate.cert}"\n`);
  const cursor_file = join(data, 'sources', 'bluesky.json');

  const said = [];
  let speaks = true;
  const speaker = (async () => {
    while (speaks) {
      const events = Array.from({ length: 20 }, (_, i) => inventEvent(said.length + i));
      said.push(...events);
      relay.say(...events);
      await sleep(10);
    }
  })();
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; ++kill) {
    const what = `VIGIE_SEED=${SEED}, kill ${kill}`;
    const server = await Server.start(data, { args: ['--config', config] });
    await sleep(random() * 2500);
    await server.kill();
    const cursor = existsSync(cursor_file) ? JSON.parse(readFileSync(cursor_file)).cursor : 0;
    const safe = said.filter((event) => event.time_us <= cursor).map(uriOf);
    acknowledged += safe.length;
    assertOnce(await ids(data, 'aurora'), safe, what);
  }
  assert.ok(acknowledged > 0, `VIGIE_SEED=${SEED}: no kill came after a cursor was kept`);
  speaks = false;
  await speaker;
  const last = await Server.during(t, data, { args: ['--config', config] });
  await until(async () => (await last.api('GET', '/status')).posts >= said.length, `all ${said.length} posts`, 30_000);
  await last.stop();
  const found = await ids(data, 'aurora');
  assertOnce(found, said.map(uriOf), `VIGIE_SEED=${SEED}`);
  assert.equal(found.length, said.length);
  await succeed(['verify', '--data', data]);
});
