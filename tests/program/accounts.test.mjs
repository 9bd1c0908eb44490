// Who may do what: the first account, logging in and out, roles, invitations, tokens, and who may be reached from where.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server, scratch, succeed, until, vigie } from './vigie.mjs';

const PASSWORD = 'a lantern by the sea';
const WATCH = { name: 'Aurora', query: 'aurora' };

/** A browser: it keeps the cookie that it is given. */
class Browser {
  constructor(server, cookie = '') {
    this.server = server;
    this.cookie = cookie;
  }
  async ask(method, path, body, headers = {}) {
    const answer = await this.server.ask(method, `/api/v1${path}`, { body, headers: { ...(this.cookie && { Cookie: this.cookie }), ...headers } });
    for (const set of answer.headers['set-cookie'] ?? []) {
      this.set = set;
      this.cookie = set.split(';')[0];
    }
    return answer;
  }
  async expect(status, method, path, body, headers) {
    const answer = await this.ask(method, path, body, headers);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    return answer.json;
  }
  logIn(name, password = PASSWORD) {
    return this.ask('POST', '/session', { name, password });
  }
}

/** A served house with the manager ada, who is in. */
async function house(t, options) {
  const data = join(scratch(t), 'data');
  const server = await Server.during(t, data, options);
  const ada = new Browser(server);
  ada.account = await ada.expect(201, 'POST', '/accounts', { name: 'ada', role: 'manager', password: PASSWORD });
  return { data, server, ada };
}

async function member(ada, server, name, role, more = {}) {
  await ada.expect(201, 'POST', '/accounts', { name, role, password: PASSWORD, ...more });
  const browser = new Browser(server);
  assert.equal((await browser.logIn(name)).status, 200);
  return browser;
}

test('without accounts whoever sits here is the manager; with the first account nobody is', async (t) => {
  const data = join(scratch(t), 'data');
  const server = await Server.during(t, data);
  const stranger = new Browser(server);
  assert.deepEqual(await stranger.expect(200, 'GET', '/session'), { open: true, account: null, role: 'manager' });
  await stranger.expect(201, 'POST', '/watches', WATCH);
  const stream = await server.listen();
  assert.equal(stream.status, 200);
  await stranger.expect(422, 'POST', '/accounts', { name: 'ada', role: 'reader', password: PASSWORD });
  await stranger.expect(422, 'POST', '/accounts', { name: 'ada', role: 'manager' });
  const ada = new Browser(server);
  await ada.expect(201, 'POST', '/accounts', { name: 'ada', role: 'manager', password: PASSWORD });
  assert.match(ada.set, /^vigie_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/);
  assert.equal((await ada.expect(200, 'GET', '/session')).account.name, 'ada');
  await ada.expect(200, 'GET', '/watches');
  assert.deepEqual(await stranger.expect(200, 'GET', '/session'), { open: false, account: null, role: 'anyone' });
  for (const path of ['/status', '/watches', '/search?q=a', '/accounts', '/tokens', '/events', '/openapi.json']) {
    const refused = await stranger.ask('GET', path);
    assert.equal(refused.status, 401, path);
    assert.match(refused.headers['content-type'], /problem\+json/);
  }
  await stranger.expect(401, 'POST', '/watches', WATCH);
  await stranger.expect(401, 'POST', '/accounts', { name: 'eve', role: 'manager', password: PASSWORD });
  assert.equal((await server.ask('GET', '/metrics')).status, 401);
  assert.equal((await server.ask('GET', '/healthz')).status, 200);
  assert.match((await server.ask('GET', '/')).headers['content-type'], /html/);
  await stream.ended;
});

test('two who make the first account at once: one is the first', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  const makers = ['ada', 'ben', 'cleo', 'dan'].map((name) => new Browser(server).ask('POST', '/accounts', { name, role: 'manager', password: PASSWORD }));
  const statuses = (await Promise.all(makers)).map((answer) => answer.status).sort();
  assert.equal(statuses[0], 201);
  assert.ok(statuses.slice(1).every((status) => status === 409 || status === 401), String(statuses));
});

test('a session ends when its owner logs out, and its stream with it', async (t) => {
  const { server, ada } = await house(t);
  const stream = await server.listen('/api/v1/events', { Cookie: ada.cookie });
  await until(() => stream.heard.some((event) => event.name === 'tick'), 'a tick');
  const old = ada.cookie;
  assert.equal((await ada.ask('DELETE', '/session')).status, 204);
  assert.match(ada.set, /^vigie_session=; .*Max-Age=0/);
  await new Browser(server, old).expect(401, 'GET', '/status');
  let ended = false;
  stream.ended.then(() => (ended = true));
  await until(() => ended, 'the stream to end', 4000);
  assert.equal((await ada.logIn('ada', 'not the password')).status, 401);
  assert.equal((await ada.logIn('eve')).status, 401);
  assert.equal((await ada.logIn('ADA')).status, 200);
  await ada.expect(200, 'GET', '/status');
});

test('a session outlives a restart', async (t) => {
  const { data, server, ada } = await house(t);
  await server.kill();
  const again = await Server.during(t, data);
  await new Browser(again, ada.cookie).expect(200, 'GET', '/accounts');
});

test('forged cookies and tokens open nothing', async (t) => {
  const { server, ada } = await house(t);
  const secret = ada.cookie.split('=')[1];
  for (const cookie of ['vigie_session=', 'vigie_session=x', `vigie_session=${secret.slice(0, -1)}`, `vigie_session=${secret}x`, `__Host-vigie_session=${secret}`, `vigie_session="${secret}"`, `vigie_session=${'A'.repeat(4000)}`, 'vigie_session']) {
    await new Browser(server, cookie).expect(401, 'GET', '/status');
  }
  for (const header of [secret, `Bearer ${secret}`, 'Bearer', 'Basic YWRhOmFkYQ==']) {
    await new Browser(server).expect(401, 'GET', '/status', undefined, { Authorization: header });
  }
});

test('no page of another site acts in the name of who is in', async (t) => {
  const { server, ada } = await house(t);
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }]) {
    await ada.expect(403, 'POST', '/watches', WATCH, headers);
    await ada.expect(403, 'POST', '/session', { name: 'ada', password: PASSWORD }, headers);
    await ada.expect(403, 'DELETE', '/session', undefined, headers);
  }
  const form = await server.ask('POST', '/api/v1/watches', { body: 'name=a', type: 'application/x-www-form-urlencoded', headers: { Cookie: ada.cookie } });
  assert.equal(form.status, 415);
  const origin = new URL(server.url).origin;
  await ada.expect(201, 'POST', '/watches', WATCH, { Origin: origin, 'Sec-Fetch-Site': 'same-origin' });
});

test('a reader reads, an expert too, and the manager changes', async (t) => {
  const { server, ada } = await house(t);
  for (const role of ['reader', 'expert']) {
    const browser = await member(ada, server, role, role);
    await browser.expect(200, 'GET', '/watches');
    for (const [method, path, body] of [['POST', '/watches', WATCH], ['DELETE', '/posts/a/b'], ['DELETE', '/authors/a/b'], ['POST', '/posts', []], ['POST', '/drill', { name: 'galerne' }], ['POST', '/sources', { kind: 'bluesky' }], ['GET', '/accounts'], ['POST', '/accounts', { name: 'eve', role: 'manager' }], ['PUT', `/accounts/${ada.account.id}`, {}], ['DELETE', `/accounts/${ada.account.id}`], ['GET', '/tokens'], ['POST', '/tokens', {}]]) {
      const refused = await browser.expect(403, method, path, body);
      assert.match(refused.detail, /manager/);
    }
  }
});

test('the large body of a stranger is refused unread, and of who may not send it', async (t) => {
  const { server, ada } = await house(t);
  const ben = await member(ada, server, 'ben', 'reader');
  for (const [browser, status] of [[new Browser(server), 401], [ben, 403]]) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(`POST /api/v1/posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nCookie: ${browser.cookie}\r\nContent-Length: 60000000\r\n\r\n[`);
    const [reply] = await once(socket, 'data');
    assert.ok(String(reply).startsWith(`HTTP/1.1 ${status} `), String(reply));
    socket.destroy();
  }
  assert.match((await server.ask('GET', '/metrics', { headers: { Cookie: ada.cookie } })).text, /vigie_requests_malformed_total\{door="port"\} 2/);
});

test('too many tries must wait, whoever knows the password then', async (t) => {
  const { server, ada } = await house(t);
  await member(ada, server, 'ben', 'reader');
  const eve = new Browser(server);
  for (let i = 0; i < 10; ++i) assert.equal((await eve.logIn('ben', `guess number ${i}`)).status, 401);
  const refused = await eve.logIn('ben');
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers['retry-after']) > 30);
  assert.equal((await eve.logIn('ada')).status, 200, 'another name may still try');
  for (let i = 0; i < 30; ++i) await eve.logIn(`nobody${i}`, 'guess');
  assert.equal((await eve.logIn('cleo')).status, 429);
});

test('an account that ends takes its sessions and streams with it, and the last manager stays', async (t) => {
  const { server, ada } = await house(t);
  const ben = await member(ada, server, 'ben', 'reader');
  const stream = await server.listen('/api/v1/events', { Cookie: ben.cookie });
  let ended = false;
  stream.ended.then(() => (ended = true));
  const { accounts } = await ada.expect(200, 'GET', '/accounts');
  const id = accounts.find((one) => one.name === 'ben').id;
  await ada.expect(204, 'DELETE', `/accounts/${id}`);
  await ben.expect(401, 'GET', '/status');
  assert.equal((await ben.logIn('ben')).status, 401);
  await until(() => ended, 'the stream to end', 4000);
  await ada.expect(409, 'DELETE', `/accounts/${ada.account.id}`);
  await ada.expect(409, 'PUT', `/accounts/${ada.account.id}`, { name: 'ada', role: 'reader' });
});

test('an invitation lets in once, and a name that imitates another is refused', async (t) => {
  const { server, ada } = await house(t);
  const draft = { name: 'naima', display_name: 'Naïma B.', role: 'expert', title: 'engineer, Orvelle works', topics: ['motor'], mandate_until: '2030-01-01T00:00:00Z' };
  const { invitation, state } = await ada.expect(201, 'POST', '/accounts', draft);
  assert.equal(state, 'invited');
  assert.equal(invitation.url, `${server.url}invitation/${invitation.token}`);
  const naima = new Browser(server);
  assert.equal((await naima.expect(200, 'GET', `/invitations/${invitation.token}`)).account.title, draft.title);
  await naima.expect(422, 'POST', `/invitations/${invitation.token}`, { password: 'short' });
  assert.deepEqual((await naima.expect(200, 'POST', `/invitations/${invitation.token}`, { password: PASSWORD })).account.topics, ['motor']);
  await naima.expect(200, 'GET', '/status');
  await new Browser(server).expect(404, 'POST', `/invitations/${invitation.token}`, { password: PASSWORD });
  await new Browser(server).expect(404, 'GET', '/invitations/made-up');
  for (const name of ['Naima', 'naïma', 'nаimа', 'na1ma', 'n.a.i.m.a']) await ada.expect(409, 'POST', '/accounts', { ...draft, name, display_name: '' });
  for (const name of ['', 'a', 'a b', '<b>', 'a\u202eb', 'x'.repeat(41)]) await ada.expect(422, 'POST', '/accounts', { ...draft, name });
  await ada.expect(422, 'POST', '/accounts', { ...draft, name: 'ben', display_name: 'B\u0000' });
});

test('a token does what its role may, until it ends', async (t) => {
  const { server, ada } = await house(t);
  const token = await ada.expect(201, 'POST', '/tokens', { name: 'export', role: 'reader' });
  const program = (headers) => ({ Authorization: `Bearer ${token.secret}`, ...headers });
  const anyone = new Browser(server);
  await anyone.expect(200, 'GET', '/watches', undefined, program());
  assert.equal((await server.ask('GET', '/metrics', { headers: program() })).status, 200);
  await anyone.expect(403, 'POST', '/watches', WATCH, program());
  assert.deepEqual(await anyone.expect(200, 'GET', '/session', undefined, program()), { open: false, account: null, role: 'reader' });
  await ada.expect(204, 'DELETE', `/tokens/${token.id}`);
  await anyone.expect(401, 'GET', '/watches', undefined, program());
});

test('no password, cookie or token stands in the log or in the data folder', async (t) => {
  const { data, server, ada } = await house(t, { args: [] });
  const token = await ada.expect(201, 'POST', '/tokens', { name: 'export', role: 'reader' });
  const { invitation } = await ada.expect(201, 'POST', '/accounts', { name: 'ben', role: 'reader' });
  await new Browser(server).logIn('ada', 'a wrong but secret guess');
  await server.stop();
  const files = ['vigie.db', 'vigie.db-wal'].map((name) => join(data, name)).filter((name) => existsSync(name)).map((name) => readFileSync(name, 'latin1'));
  for (const secret of [PASSWORD, ada.cookie.split('=')[1], token.secret, invitation.token, 'a wrong but secret guess']) {
    assert.ok(!(server.out + server.err).includes(secret));
    assert.ok(!files.some((bytes) => bytes.includes(secret)));
  }
});

test('the command line makes, lists, recovers and ends accounts, alone and beside a server', async (t) => {
  const data = join(scratch(t), 'data');
  const account = (...args) => vigie(['account', ...args, '--data', data], { input: `${PASSWORD}\n` });
  assert.match((await account('list')).err, /nobody has an account/);
  assert.match((await account('add', 'ada', '--role', 'reader')).err, /first account must be a manager/);
  assert.equal((await account('add', 'ada', '--role', 'manager')).code, 0);
  assert.match((await account('add', 'ADA', '--role', 'reader')).err, /taken/);
  assert.equal((await account('add', 'ben', '--role', 'king')).code, 2);
  const server = await Server.during(t, data);
  const ada = new Browser(server);
  assert.equal((await ada.logIn('ada')).status, 200);
  const invited = await account('add', 'naima', '--role', 'expert', '--topic', 'motor', '--topic', 'battery', '--until', '2030-01-01', '--invite');
  assert.match(invited.out, /^http:\/\/127\.0\.0\.1:\d+\/invitation\/[\w-]{43}\n$/);
  const [, naima] = (await account('list', '--json')).jsonLines();
  assert.deepEqual([naima.state, naima.topics, naima.mandate_until], ['invited', ['motor', 'battery'], '2030-01-01T00:00:00Z']);
  const recovered = await vigie(['account', 'password', 'Ada', '--data', data], { input: 'another lantern inland\n' });
  assert.deepEqual([recovered.code, recovered.out], [0, '']);
  await ada.expect(401, 'GET', '/status');
  assert.equal((await ada.logIn('ada')).status, 401);
  assert.equal((await ada.logIn('ada', 'another lantern inland')).status, 200);
  assert.equal((await account('end', 'naima')).code, 0);
  assert.match((await account('end', 'ada')).err, /last manager/);
  assert.match((await account('end', 'nobody')).err, /there is none/);
  assert.equal((await vigie(['account', 'password', 'ada', '--data', data], { input: '' })).code, 2);
  assert.match((await account('list')).out, /^active {2}manager {2}ada {2}ada\nended {2}expert {2}naima/);
});

test('a terminal is not shown the password, and is asked twice', async (t) => {
  const data = join(scratch(t), 'data');
  const typed = (lines) => execFileSync('python3', ['-c', `
import os, pty, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], 'account', 'add', 'ada', '--role', 'manager', '--data', sys.argv[2]])
shown = b''
for line in sys.argv[3:]:
    while not shown.endswith(b': '): shown += os.read(fd, 100)
    os.write(fd, line.encode() + b'\\r'); shown += b'|'
try:
    while True:
        more = os.read(fd, 100)
        if not more: break
        shown += more
except OSError: pass
print(shown.decode().replace('\\r', ''), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`, process.env.VIGIE_BINARY, data, ...lines], { encoding: 'utf8' });
  assert.match(typed([PASSWORD, 'something else']), /not the same; nothing was changed\n 2\n$/);
  const shown = typed([PASSWORD, PASSWORD]);
  assert.match(shown, /New password of ada: \|\nThe same again: \|\n 0\n$/);
  assert.ok(!shown.includes('lantern'));
});

/** A certificate of our own for localhost, and a configuration that names it. */
function withTls(t, more = '') {
  const folder = scratch(t);
  const [key, certificate, config] = ['key.pem', 'chain.pem', 'vigie.toml'].map((name) => join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  writeFileSync(config, `${more}\n[tls]\ncertificate = "${certificate}"\nkey = "${key}"\n`);
  return config;
}

test('it listens beyond loopback with an account and TLS alone', async (t) => {
  const data = join(scratch(t), 'data');
  const serve = (listen, ...args) => vigie(['serve', '--data', data, '--listen', listen, ...args], { wait: 10_000 });
  const bare = await serve('0.0.0.0:0');
  assert.equal(bare.code, 1);
  assert.match(bare.err, /tls\.certificate.*behind_proxy/);
  const config = withTls(t);
  const unpeopled = await serve('0.0.0.0:0', '--config', config);
  assert.equal(unpeopled.code, 1);
  assert.match(unpeopled.err, /vigie account add NAME --role manager --data/);
  await succeed(['account', 'add', 'ada', '--role', 'manager', '--data', data], { input: `${PASSWORD}\n` });
  assert.match((await serve('0.0.0.0:0')).err, /needs TLS/, 'an account alone is not enough');
  const server = await Server.during(t, data, { listen: '0.0.0.0:0', args: ['--config', config] });
  assert.match(server.url, /^https:\/\/0\.0\.0\.0:\d+\/$/);
  server.url = server.url.replace('0.0.0.0', '127.0.0.1');
  const ada = new Browser(server);
  await ada.expect(401, 'GET', '/status');
  assert.equal((await ada.logIn('ada')).status, 200);
  assert.match(ada.set, /^__Host-vigie_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure$/);
  await ada.expect(200, 'GET', '/status');
  assert.equal((await server.ask('GET', '/', { headers: { Host: 'elsewhere.example' } })).status, 421);
});

test('TLS on loopback wants no account, and names its address', async (t) => {
  const config = withTls(t, 'public_url = "https://vigie.example"');
  const server = await Server.during(t, join(scratch(t), 'data'), { args: ['--config', config] });
  assert.match(server.url, /^https:\/\/127\.0\.0\.1:\d+\/$/);
  const ada = new Browser(server);
  await ada.expect(201, 'POST', '/accounts', { name: 'ada', role: 'manager', password: PASSWORD });
  const { invitation } = await ada.expect(201, 'POST', '/accounts', { name: 'ben', role: 'reader' });
  assert.ok(invitation.url.startsWith('https://vigie.example/invitation/'));
  assert.equal((await server.ask('GET', '/', { headers: { Host: 'vigie.example' } })).status, 200);
});

test('a certificate that is none, or a key of another, ends the start and is named', async (t) => {
  const folder = scratch(t);
  const config = join(folder, 'vigie.toml');
  writeFileSync(join(folder, 'chain.pem'), 'no certificate');
  writeFileSync(config, `[tls]\ncertificate = "${join(folder, 'chain.pem')}"\nkey = "${join(folder, 'key.pem')}"\n`);
  // Often, for whoever works in the house has begun when the doors fail.
  for (let i = 0; i < 15; ++i) {
    const data = join(folder, `data${i}`);
    const done = await vigie(['serve', '--data', data, '--listen', '127.0.0.1:0', '--config', config], { wait: 10_000 });
    assert.equal(done.code, 1, done.signal);
    assert.match(done.err, /chain\.pem/);
  }
});

test('behind a proxy the client it names is counted, and only a trusted one is believed', async (t) => {
  const folder = scratch(t);
  const config = join(folder, 'vigie.toml');
  const data = join(folder, 'data');
  await succeed(['account', 'add', 'ada', '--role', 'manager', '--data', data], { input: `${PASSWORD}\n` });
  const guess = (server, from, name) => server.ask('POST', '/api/v1/session', { body: { name, password: 'a guess' }, headers: { 'X-Forwarded-For': `198.51.100.1, ${from}` } });
  const statuses = async (trusted) => {
    writeFileSync(config, `behind_proxy = true\npublic_url = "https://vigie.example"\n${trusted}\n`);
    const server = await Server.during(t, data, { args: ['--config', config] });
    for (let i = 0; i < 30; ++i) await guess(server, '203.0.113.1', `name${i}`);
    const told = [(await guess(server, '203.0.113.1', 'more')).status, (await guess(server, '203.0.113.2', 'more')).status];
    const ada = new Browser(server);
    const login = await ada.ask('POST', '/session', { name: 'ada', password: PASSWORD }, { Host: 'vigie.example', Origin: 'https://vigie.example', 'X-Forwarded-For': '203.0.113.9' });
    if (login.status === 200) assert.match(ada.set, /^__Host-vigie_session=.*; Secure$/);
    await server.kill();
    return [...told, login.status];
  };
  assert.deepEqual(await statuses('trusted_proxies = ["127.0.0.1"]'), [429, 401, 200]);
  assert.deepEqual(await statuses(''), [429, 429, 429]);
});

test('behind a proxy nobody is served before there is an account', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'vigie.toml'), 'behind_proxy = true\n');
  const done = await vigie(['serve', '--data', join(folder, 'data'), '--listen', '127.0.0.1:0', '--config', join(folder, 'vigie.toml')], { wait: 10_000 });
  assert.equal(done.code, 1);
  assert.match(done.err, /vigie account add/);
});
