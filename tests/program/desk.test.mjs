// The desk over the real binary: two people, drafts, letting stand, replies into our own place, kills.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { BRAND, MOTIVE, contribute, placeServer } from './place.mjs';
import { scratch, until } from './vigie.mjs';

const SOURCE = 'place:aide';
const HELP = { slug: 'aide', kind: 'subject', title: 'De l’aide', text: 'Demandez.', lang: 'fr', motive: MOTIVE };
const question = (number) => `Comment ouvrir le coffre numéro ${number} ?`;

/** A server with a page on which people ask. */
async function helping(t, data = join(scratch(t), 'data')) {
  const server = await placeServer(t, data);
  await server.api('PUT', '/place', BRAND);
  await server.api('POST', '/place/pages', HELP);
  return server;
}

const list = async (server, query = '') => server.api('GET', `/desk/conversations${query}`);
const open = (server, count) =>
  until(async () => {
    const { conversations } = await list(server, '?limit=200');
    return conversations.length === count && conversations;
  }, `${count} conversations`);

test('a question in our own place appears, is answered, and the thread shows it', async (t) => {
  const server = await helping(t);
  const stream = await server.listen();
  const id = await contribute(server, 'aide', question(1));
  await contribute(server, 'aide', 'Belle photo', 1);
  const [first] = await open(server, 1);
  assert.equal(first.kind, 'question');
  assert.equal(first.state, 'open');
  assert.equal(first.ours, true);
  assert.equal(first.post.id, id);
  assert.ok(first.waits_ms >= 0);
  assert.deepEqual(first.reasons[0], { why: 'ours', word: '', points: 40 });
  const path = `/desk/conversations/${first.id}`;

  const taken = await server.api('POST', `${path}/take`);
  assert.equal(taken.state, 'mine');
  await server.api('PUT', `${path}/draft`, { text: 'Par la poi' });
  assert.equal((await server.api('GET', path)).draft.text, 'Par la poi');
  const answer = await server.ask('POST', `/api/v1${path}/replies`, { body: { text: 'Par la poignée, sous le logo.' }, headers: { 'Idempotency-Key': 'once' } });
  assert.equal(answer.status, 202);
  const confirmed = await until(async () => {
    const now = await server.api('GET', path);
    return now.replies[0].state === 'confirmed' && now;
  }, 'the reply to be confirmed');
  assert.equal(confirmed.state, 'answered');
  assert.equal(confirmed.draft, null);
  assert.ok(confirmed.answered_after_ms > 0);
  assert.deepEqual(confirmed.thread.map((post) => post.text), ['Comment ouvrir le coffre numéro 1 ?', 'Par la poignée, sous le logo.']);
  assert.equal(confirmed.thread[1].parent, id);
  assert.equal(confirmed.thread[1].author.id, 'staff:operator');
  const { posts } = await server.api('GET', '/search?q=source:place:aide%20poign%C3%A9e');
  assert.equal(posts.length, 1);
  await until(() => stream.heard.some((event) => event.name === 'changed' && event.data.what === 'desk'), 'the pages to hear of it');
  stream.close();

  const counts = await server.api('GET', '/desk/counts');
  assert.equal(counts.received, counts.shown + counts.merged + counts.rejected);
  assert.equal(counts.shown, 1);
  const metrics = (await server.ask('GET', '/metrics')).text;
  assert.match(metrics, /vigie_desk_received_total 4\b/);
  assert.match(metrics, /vigie_desk_posts\{fate="shown"\} 1\b/);
});

test('what a program had taken is open to all when its token is taken away', async (t) => {
  const server = await helping(t);
  await contribute(server, 'aide', question(1));
  const [first] = await open(server, 1);
  const token = await server.api('POST', '/tokens', { name: 'helper', role: 'manager' });
  const took = await server.ask('POST', `/api/v1/desk/conversations/${first.id}/take`, { headers: { Authorization: `Bearer ${token.secret}` } });
  assert.equal(took.status, 200);
  assert.equal((await list(server)).conversations[0].state, 'taken');
  await server.ask('DELETE', `/api/v1/tokens/${token.id}`);
  assert.equal((await list(server)).conversations[0].state, 'open');
});

test('letting stand needs a reason, and what was settled is opened again by hand', async (t) => {
  const server = await helping(t);
  await contribute(server, 'aide', question(1));
  const [first] = await open(server, 1);
  const path = `/api/v1/desk/conversations/${first.id}`;
  assert.equal((await server.ask('POST', `${path}/let-stand`, { body: { reason: ' ' } })).status, 422);
  const stands = await server.ask('POST', `${path}/let-stand`, { body: { reason: 'members are answering' } });
  assert.equal(stands.json.state, 'let_stand');
  assert.equal(stands.json.let_stand_reason, 'members are answering');
  assert.equal((await list(server, '?state=let_stand')).conversations.length, 1);
  const conflict = await server.ask('POST', `${path}/take`);
  assert.equal(conflict.status, 409);
  assert.equal((await server.ask('POST', `${path}/reopen`)).json.state, 'open');
  const nobody = await server.ask('POST', `${path}/hand`, { body: { account: 'naima', topic: 'coffre' } });
  assert.equal(nobody.status, 422);
  assert.equal((await server.ask('GET', '/api/v1/desk/conversations/999')).status, 404);
  assert.equal((await server.ask('GET', '/api/v1/desk/conversations/x')).status, 404);
});

test('a deleted post takes its conversation away, and the counts stay exact', async (t) => {
  const server = await helping(t);
  const id = await contribute(server, 'aide', question(1));
  await contribute(server, 'aide', question(2), 1);
  await open(server, 2);
  const before = await server.api('GET', '/desk/counts');
  await server.api('POST', '/place/pages/aide/removals', { id, reason: 'insult' });
  await open(server, 1);
  const counts = await server.api('GET', '/desk/counts');
  assert.equal(counts.received, before.received);
  assert.deepEqual([counts.shown, counts.merged, counts.rejected_because.gone], [1, 0, 1]);
});

test('the composer says what it sees', async (t) => {
  const server = await helping(t);
  const checked = await server.api('POST', '/desk/check', { source: SOURCE, text: 'Offre exclusive ! Écrivez à zoe@example.fr, voir https://example.org' });
  assert.deepEqual(checked.links, ['https://example.org']);
  assert.ok(checked.length.used > 50 && checked.length.max > checked.length.used);
  assert.deepEqual([...new Set(checked.hints.map((hint) => hint.kind))].sort(), ['commercial', 'personal']);
});

// SIGKILL while replies go out: each stands exactly once, whatever the moment.
test('a kill in the middle of sending loses and doubles nothing', async (t) => {
  const data = join(scratch(t), 'data');
  let server = await helping(t, data);
  const COUNT = 20;
  for (let i = 0; i < COUNT; ++i) await contribute(server, 'aide', question(i + 1), i);
  const all = await open(server, COUNT);
  const acknowledged = new Set();
  for (let kill = 0; kill < 4; ++kill) {
    const part = all.slice(kill * 5, kill * 5 + 5);
    const sent = part.map(async ({ id }) => {
      const answer = await server.ask('POST', `/api/v1/desk/conversations/${id}/replies`, { body: { text: `Réponse ${id}` }, headers: { 'Idempotency-Key': `k${id}` } }).catch(() => undefined);
      if (answer?.status === 202) acknowledged.add(id);
    });
    await new Promise((done) => setTimeout(done, 3 + kill * 4));
    await server.kill();
    await Promise.allSettled(sent);
    server = await placeServer(t, data);
    // Who has no answer asks again, under the same key.
    for (const { id } of part) {
      if (acknowledged.has(id)) continue;
      const again = await server.ask('POST', `/api/v1/desk/conversations/${id}/replies`, { body: { text: `Réponse ${id}` }, headers: { 'Idempotency-Key': `k${id}` } });
      assert.equal(again.status, 202, again.text);
    }
  }
  for (const { id } of all) {
    const whole = await until(async () => {
      const now = await server.api('GET', `/desk/conversations/${id}`);
      return now.replies.every((reply) => reply.state === 'confirmed') && now;
    }, `the reply to ${id}`);
    assert.equal(whole.replies.length, 1);
  }
  const { posts } = await server.api('GET', '/search?q=source:place:aide%20r%C3%A9ponse&limit=100');
  assert.equal(posts.length, COUNT);
  assert.equal(new Set(posts.map((post) => post.text)).size, COUNT);
  const counts = await server.api('GET', '/desk/counts');
  assert.equal(counts.received, counts.shown + counts.merged + counts.rejected);
  assert.deepEqual([counts.shown, counts.merged], [COUNT, COUNT]);
});
