// Answering on Bluesky: against a real PDS, heard back over a bridge to Jetstream; and against one that fails in every way.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FakePds } from './fake_pds.mjs';
import { JetstreamServer, makeCertificate } from './jetstream_server.mjs';
import { Server, atEnd, scratch, until } from './vigie.mjs';

const PEERS = fileURLToPath(new URL('../peers/', import.meta.url));

/** A real PDS with accounts of its own; undefined: the test was skipped. */
async function realNetwork(t) {
  if (!existsSync(join(PEERS, 'node_modules'))) {
    if (process.env.CI === 'true') throw new Error('tests/peers/install.sh was not run');
    t.skip('tests/peers/install.sh was not run');
    return undefined;
  }
  const child = spawn(process.execPath, [join(PEERS, 'pds.mjs')], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, LOG_ENABLED: 'false' } });
  atEnd(t, async () => {
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), 5000);
    if (child.exitCode === null) await once(child, 'exit');
    clearTimeout(late);
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const where = await until(() => said.split('\n').find((line) => line.startsWith('{"pds"')), 'the PDS to be there', 60_000);
  return JSON.parse(where);
}

const xrpc = async (pds, method, { body, token, query } = {}) => {
  const answer = await fetch(`${pds}/xrpc/${method}${query ? `?${new URLSearchParams(query)}` : ''}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: body && JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${method}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
};

const join_network = (pds, name) => xrpc(pds, 'com.atproto.server.createAccount', { body: { handle: `${name}.test`, email: `${name}@example.test`, password: `${name}-own-password` } });
const post = (pds, account, text, more = {}) =>
  xrpc(pds, 'com.atproto.repo.createRecord', {
    token: account.accessJwt, body: { repo: account.did, collection: 'app.bsky.feed.post', record: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString(), langs: ['fr'], ...more } },
  });
const said_by = async (pds, account) => (await xrpc(pds, 'com.atproto.repo.listRecords', { query: { repo: account.did, collection: 'app.bsky.feed.post', limit: 100 } })).records;

/** vigie.toml for `account` of `pds`, heard at `jetstream`; the options of a server. */
function configure(t, { pds, jetstream, account, password, ca_file }) {
  const folder = scratch(t);
  const [config, secret] = [join(folder, 'vigie.toml'), join(folder, 'password')];
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  writeFileSync(config, `[bluesky]\nenabled = true\nurls = ["${jetstream}"]\npds = "${pds}"\naccount = "${account}"\napp_password_file = "${secret}"\n${ca_file ? `ca_file = "${ca_file}"\n` : ''}`);
  return { data: join(folder, 'data'), options: { args: ['--config', config] } };
}

const live = (server) => until(async () => (await server.api('GET', '/sources')).sources[0]?.state === 'live', 'Bluesky to be heard');
const conversations = async (server) => (await server.api('GET', '/desk/conversations?limit=200')).conversations;
const becomes = (server, id, state, wait) =>
  until(async () => {
    const whole = await server.api('GET', `/desk/conversations/${id}`);
    return whole.replies.length > 0 && whole.replies.every((reply) => reply.state === state) && whole;
  }, `the reply to be ${state}`, wait);

test('on a real PDS a question appears, is answered, heard back, and seen by who asked', { timeout: 180_000 }, async (t) => {
  const network = await realNetwork(t);
  if (!network) return;
  const { pds, jetstream } = network;
  const [brand, zoe] = [await join_network(pds, 'brand'), await join_network(pds, 'zoe')];
  const { password } = await xrpc(pds, 'com.atproto.server.createAppPassword', { token: brand.accessJwt, body: { name: 'vigie' } });
  const { data, options } = configure(t, { pds, jetstream, account: 'brand.test', password });
  let server = await Server.during(t, data, options);
  await live(server);
  await server.api('POST', '/watches', { name: 'Aurora', query: 'aurora' });

  const start = await post(pds, zoe, 'Bonjour à tous');
  const question = await post(pds, zoe, 'Comment ouvrir le coffre de l’Aurora ?', { reply: { root: { uri: start.uri, cid: start.cid }, parent: { uri: start.uri, cid: start.cid } } });
  const [conversation] = await until(async () => {
    const all = await conversations(server);
    return all.length === 1 && all;
  }, 'the question');
  assert.equal(conversation.post.id, question.uri);
  assert.equal(conversation.kind, 'question');
  const path = `/desk/conversations/${conversation.id}`;
  const { length } = await server.api('POST', '/desk/check', { source: 'bluesky', text: 'Été 👩‍🚀' });
  assert.deepEqual([length.used, length.max, length.unit], [5, 300, 'graphemes']);
  assert.equal((await server.ask('POST', `/api/v1${path}/replies`, { body: { text: 'a'.repeat(301) } })).status, 422);
  await server.api('POST', `${path}/replies`, { text: 'Bonjour @zoe.test, voyez https://example.org/coffre' });
  const answered = await becomes(server, conversation.id, 'confirmed');
  assert.equal(answered.state, 'answered');
  assert.deepEqual(answered.thread.map((one) => one.id), [question.uri, answered.replies[0].post_id]);

  // What the one who asked can read.
  const [seen] = await said_by(pds, brand);
  assert.equal(seen.uri, answered.replies[0].post_id);
  assert.equal(seen.value.text, 'Bonjour @zoe.test, voyez https://example.org/coffre');
  assert.deepEqual(seen.value.reply.parent, { uri: question.uri, cid: question.cid });
  assert.deepEqual(seen.value.reply.root, { uri: start.uri, cid: start.cid });
  assert.deepEqual(seen.value.facets.map((one) => one.features[0].did ?? one.features[0].uri), [zoe.did, 'https://example.org/coffre']);

  // A further question in the thread opens it again, though it does not name the brand.
  const { uri, cid } = seen;
  await post(pds, zoe, 'Et pour le fermer ?', { reply: { root: { uri: start.uri, cid: start.cid }, parent: { uri, cid } } });
  await until(async () => (await conversations(server))[0].state === 'open', 'the conversation to be open again');

  // 20 replies, killed in the middle again and again: each is there exactly once.
  const askers = [];
  for (let i = 0; i < 20; ++i) askers.push(await post(pds, zoe, `Pourquoi l’Aurora numéro ${i} ?`, { createdAt: new Date(Date.now() - (40 - i) * 3_600_000).toISOString() }));
  const all = (await until(async () => {
    const list = await conversations(server);
    return list.length === 21 && list;
  }, '21 conversations')).filter((one) => one.post.text.startsWith('Pourquoi'));
  for (const { id } of all) await server.api('POST', `/desk/conversations/${id}/replies`, { text: `Réponse ${id}` });
  for (let kill = 0; kill < 4; ++kill) {
    await sleep(60 + kill * 60);
    await server.kill();
    server = await Server.during(t, data, options);
  }
  for (const { id } of all) await becomes(server, id, 'confirmed', 30_000);
  const texts = (await said_by(pds, brand)).map((one) => one.value.text).filter((text) => text.startsWith('Réponse'));
  assert.equal(texts.length, 20);
  assert.equal(new Set(texts).size, 20);
  const counts = await server.api('GET', '/desk/counts');
  assert.equal(counts.received, counts.shown + counts.merged + counts.rejected);
  for (const secret of [password, 'eyJ']) assert.ok(!server.err.includes(secret), 'a secret is in the log');
});

/** A PDS of the tests' own, a relay, and one conversation that waits. */
async function fakeWorld(t, { start_pds = true } = {}) {
  const certificate = makeCertificate(scratch(t));
  const relay = await JetstreamServer.start(certificate);
  relay.replays_all = true;
  atEnd(t, () => relay.close());
  const pds = await FakePds.start();
  atEnd(t, () => pds.close().catch(() => {}));
  const { data, options } = configure(t, { pds: pds.url, jetstream: relay.url, account: 'brand.test', password: pds.password, ca_file: certificate.cert });
  if (!start_pds) await pds.close();
  const server = await Server.during(t, data, options);
  await live(server);
  await server.api('POST', '/watches', { name: 'Aurora', query: 'aurora' });
  const record = { $type: 'app.bsky.feed.post', text: 'Comment ouvrir l’Aurora ?', createdAt: new Date().toISOString() };
  const uri = 'at://did:plc:zoe/app.bsky.feed.post/q1';
  pds.records.set(uri, record);
  relay.say({ did: 'did:plc:zoe', time_us: Date.now() * 1000, kind: 'commit', commit: { rev: 'r1', operation: 'create', collection: 'app.bsky.feed.post', rkey: 'q1', record, cid: 'c1' } });
  const [{ id }] = await until(async () => {
    const all = await conversations(server);
    return all.length === 1 && all;
  }, 'the question');
  const reply = (text = 'Par la poignée') => server.api('POST', `/desk/conversations/${id}/replies`, { text });
  return { server, pds, relay, id, reply, data, options };
}

/** The relay tells what the PDS keeps of ours. */
function hearBack(relay, pds) {
  for (const [uri, record] of pds.records) {
    const [, , did, collection, rkey] = uri.split('/');
    if (did === 'did:plc:brand') relay.say({ did, time_us: Date.now() * 1000, kind: 'commit', commit: { rev: `r${rkey}`, operation: 'create', collection, rkey, record, cid: 'c' } });
  }
}

test('a network that is away is told within ten seconds, and the reply goes out once it is back', { timeout: 60_000 }, async (t) => {
  const { server, pds, relay, id, reply } = await fakeWorld(t);
  pds.faults.push({ method: 'com.atproto.repo.putRecord', status: 502 }, { method: 'com.atproto.repo.putRecord', status: 503 });
  const begin = performance.now();
  await reply();
  const failed = await becomes(server, id, 'failed');
  assert.ok(performance.now() - begin < 10_000);
  assert.match(failed.replies[0].error, /502/);
  assert.equal(failed.replies[0].tries_again, true);
  assert.equal(failed.state, 'mine');
  await becomes(server, id, 'sent', 15_000);
  assert.equal(pds.count('com.atproto.repo.putRecord'), 3);
  const keys = new Set(pds.asked.filter((one) => one.method === 'com.atproto.repo.putRecord').map((one) => one.body.rkey));
  assert.equal(keys.size, 1, 'a second try is another record');
  hearBack(relay, pds);
  await becomes(server, id, 'confirmed');
});

test('a network that is silent is told within ten seconds', { timeout: 60_000 }, async (t) => {
  const { server, pds, id, reply } = await fakeWorld(t);
  await until(() => pds.count('com.atproto.server.createSession') > 0, 'the session');
  pds.is_silent = true;
  const begin = performance.now();
  await reply();
  await becomes(server, id, 'failed', 12_000);
  assert.ok(performance.now() - begin < 10_000, `${performance.now() - begin} ms`);
  assert.ok((await server.stop()) < 2000, 'a stop does not wait for the network');
});

test('a network that takes a reply and then denies it has failed, in plain words', { timeout: 60_000 }, async (t) => {
  const { server, pds, id, reply } = await fakeWorld(t);
  pds.forgets = true;
  await reply();
  await becomes(server, id, 'sent');
  const begin = performance.now();
  const failed = await becomes(server, id, 'failed', 15_000);
  assert.ok(performance.now() - begin < 10_000);
  assert.match(failed.replies[0].error, /not there/);
  assert.equal(failed.state, 'mine');
  assert.equal(failed.answered_after_ms, null);
});

test('a limit is obeyed: nothing is asked before its end', { timeout: 60_000 }, async (t) => {
  const { server, pds, id, reply } = await fakeWorld(t);
  await until(() => pds.count('com.atproto.server.createSession') > 0, 'the session');
  pds.faults.push({ method: 'com.atproto.repo.putRecord', status: 429, json: { error: 'RateLimitExceeded' }, headers: { 'Retry-After': '6' } });
  await reply();
  const failed = await becomes(server, id, 'failed');
  assert.match(failed.replies[0].error, /wait until/);
  const asked = pds.asked.length;
  await sleep(4500);
  assert.equal(pds.asked.length, asked);
  await becomes(server, id, 'sent', 20_000);
});

test('a wrong password is told without being told', { timeout: 60_000 }, async (t) => {
  const { server, pds, id, reply } = await fakeWorld(t);
  await until(() => pds.count('com.atproto.server.createSession') > 0, 'the session');
  const { password } = pds;
  pds.faults.push({ method: 'com.atproto.repo.putRecord', status: 400, json: { error: 'ExpiredToken' } }, { method: 'com.atproto.server.refreshSession', status: 400, json: { error: 'ExpiredToken' } });
  pds.password = 'changed-by-somebody';
  await reply();
  const failed = await becomes(server, id, 'failed');
  assert.match(failed.replies[0].error, /application password/);
  assert.equal(failed.replies[0].tries_again, false);
  for (const secret of [password, 'secret-access', 'secret-refresh']) {
    assert.ok(!JSON.stringify(failed).includes(secret));
    assert.ok(!server.err.includes(secret));
  }
  pds.password = password;
  await server.api('POST', `/desk/conversations/${id}/replies/${failed.replies[0].id}/retry`);
  await becomes(server, id, 'sent');
});

test('in a rehearsal nothing goes out, whatever is configured', { timeout: 120_000 }, async (t) => {
  const { server, pds } = await fakeWorld(t);
  await until(() => pds.count('com.atproto.server.createSession') > 0, 'the session');
  await server.api('POST', '/drill', { name: 'galerne', speed: 3000, seed: 3 });
  const rehearsal = async (method, path, body) => {
    const answer = await server.ask(method, `/rehearsal/api/v1${path}`, { body });
    assert.ok(answer.status < 300, answer.text);
    return answer.json;
  };
  const [first, second] = await until(async () => {
    const { conversations: all } = await rehearsal('GET', '/desk/conversations?state=open');
    return all.length > 1 && all;
  }, 'conversations of the rehearsal', 60_000);
  const before = { asked: pds.asked.length, connections: pds.connections };
  for (const { id } of [first, second]) {
    await rehearsal('POST', `/desk/conversations/${id}/replies`, { text: `Bonjour, nous regardons cela aujourd’hui ${id}` });
    await until(async () => (await rehearsal('GET', `/desk/conversations/${id}`)).replies[0].state === 'confirmed', 'the reply to be heard in the sealed house');
  }
  assert.deepEqual({ asked: pds.asked.length, connections: pds.connections }, before);
  assert.equal((await server.api('GET', '/search?q=regardons')).posts.length, 0, 'it is in the real house');
  const { posts } = await rehearsal('GET', '/search?q=regardons%20aujourd');
  assert.equal(posts.length, 2);
});
