// An import beside a running server goes through it, and must come to the same as one without.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inventEvent } from './jetstream_server.mjs';
import { Server, asLines, ask, inventPost, rejectsIn, scratch, succeed, vigie } from './vigie.mjs';

const ALL = 'source:file OR source:bluesky OR source:mastodon OR source:feed';
const ITEMS = 'application/vnd.vigie.items';

const DID = 'did:plc:zoe';
const event = (number) => inventEvent(number, { did: DID });
const account = (number, members) => ({ did: DID, time_us: inventEvent(number).time_us, kind: 'account', account: { did: DID, ...members } });
const status = (number, more = {}) => ({
  uri: `https://m.example/${number}`, created_at: '2026-01-31T09:30:00Z', visibility: 'public', content: `<p>Bonjour ${number}</p>`,
  account: { acct: 'zoe', url: 'https://m.example/@zoe' }, ...more,
});

/** Files that hold of each form what is easily lost on a second way: order, deletions, erasure, what is kept aside, refusals. */
const FILES = {
  'posts.jsonl': asLines([
    inventPost(1, { shelf: 'B', weight: [1, { deep: true }], author: { id: 'a', mood: 'good' } }), 'no JSON', inventPost(2),
    { id: 'p2', source: 'file:invented', deleted: true }, inventPost(2), inventPost(3, { likes: 9007199254740992 }),
    inventPost(3, { text: 'Mended aurora', edited_at: '2026-01-06T00:00:00Z' }), inventPost(4, { likes: -1 }), inventPost(5, { kind: 'repost', text: '', parent: 'p1' }),
  ]),
  'many.jsonl': asLines(Array.from({ length: 1500 }, (_, i) => (i % 700 === 699 ? `{"id": ${i}` : inventPost(i)))),
  'array.json': `[${JSON.stringify(inventPost(1))},\n{"id": tru},\n${JSON.stringify(inventPost(2), null, 2)}]`,
  'shop.csv': 'id,time,text,author,deleted,vigie,shelf,shelf\n1,2026-01-31,one,ada,yes,"{}",B,C\n2,31/01/26,two,,,,,\n3,2026-01-31,"three,ada\n4,2026-01-31,four,,,,,\n',
  'events.jsonl': asLines([
    event(1), account(2, { active: false, status: 'takendown' }), account(3, { active: true }), event(4), { did: 'x' },
  ]),
  'statuses.json': JSON.stringify([status(1), status(2, { favourites_count: 1.5 }), status(3)]),
  'blog.xml': '<rss><channel><link>https://blog.example/</link><item><guid>1</guid><title>One</title><pubDate>Sat, 31 Jan 2026 00:00:00 GMT</pubDate></item>'
    + '<item><guid>2</guid><title>Two</title><pubDate>Thu, 31 Jan 1980 00:00:00 GMT</pubDate></item></channel></rss>',
};
const FORMATS = { 'events.jsonl': 'jetstream', 'statuses.json': 'mastodon' };

/** Imports every file; what was told of each, and all that was refused. */
async function importAll(folder, data) {
  const told = {};
  for (const name of Object.keys(FILES)) {
    const done = await succeed(['import', join(folder, name), '--data', data, '--json', '--acks', ...(FORMATS[name] ? ['--format', FORMATS[name]] : [])]);
    const { seconds, posts_per_s, ...figures } = JSON.parse(done.lines.at(-1));
    told[name] = { ...figures, acked: done.acked };
  }
  return { told, refused: rejectsIn(data) };
}

test('an import through a server keeps, counts, refuses and acknowledges what a direct one does', async (t) => {
  const folder = scratch(t);
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(folder, name), bytes);
  const kept = {};
  const told = {};
  for (const way of ['direct', 'served']) {
    const data = join(folder, way);
    const server = way === 'served' ? await Server.during(t, data) : undefined;
    told[way] = [await importAll(folder, data), await importAll(folder, data)];
    await server?.stop();
    kept[way] = (await succeed(['search', ALL, '--data', data, '--json', '--limit', '100000'])).jsonLines();
    await succeed(['verify', '--data', data]);
  }
  assert.ok(kept.direct.length > 1500, `${kept.direct.length} posts`);
  assert.deepEqual(kept.served, kept.direct);
  assert.deepEqual(told.served, told.direct);
  const [first, second] = told.direct;
  assert.equal(first.told['posts.jsonl'].deleted, 1);
  assert.ok(Object.values(first.told).every((one) => one.acked > 0));
  assert.ok(first.refused.length >= 9 && first.refused.every((one) => one.record > 0 && one.reason && one.raw));
  for (const one of Object.values(second.told)) assert.deepEqual([one.accepted, one.edited, one.deleted], [0, 0, 0]);
});

test('items come through the socket alone, and what is none keeps nothing', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  const ask_items = (target, body) => ask(target, 'POST', '/api/v1/posts', { body, type: ITEMS, headers: { Host: 'localhost' } });
  assert.equal((await ask_items({ url: server.url }, Buffer.from([1, 0]))).status, 415);
  for (const bytes of [[5, 0], [1, 9], [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 1]]) {
    const answer = await ask_items({ socket: server.socket }, Buffer.from(bytes));
    assert.equal(answer.status, 422, bytes.join());
    assert.match(answer.json.detail, /item/);
  }
  assert.equal((await server.api('GET', '/status')).posts, 0);
});

test('an import is refused where a rehearsal lies, served or not', async (t) => {
  const data = join(scratch(t), 'data');
  const server = await Server.during(t, data);
  await server.api('POST', '/drill', { name: 'galerne', speed: 10000 });
  const refused = async () => {
    const done = await vigie(['import', '-', '--data', join(data, 'rehearsal')], { input: asLines([inventPost(1)]) });
    assert.equal(done.code, 1);
    assert.match(done.err, /rehearsal/);
  };
  await refused();
  await server.stop();
  await refused();
});
