// What leaves the house because of alerts: letters to a real mail server on loopback, webhooks to servers that answer,
// refuse, hang, lead elsewhere.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createLineServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Server, atEnd, scratch, until } from './vigie.mjs';

const PATIENCE_MS = 30_000;
const SMTP = new URL('smtp_server.py', import.meta.url).pathname;

/** aiosmtpd, a mail server as others run it: `letters` grow as it takes them. */
async function mailServer(t, args = []) {
  const child = spawn('/usr/bin/python3', [SMTP, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  atEnd(t, () => child.kill('SIGKILL'));
  const server = { letters: [], stop: async () => (child.kill('SIGKILL'), once(child, 'close')) };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line);
    if (said.port) server.port = said.port;
    else server.letters.push(said);
  });
  await until(() => server.port, 'the mail server', PATIENCE_MS);
  return server;
}

/** A server that hears whole requests, and answers as `answer` does. */
async function hookServer(t, answer) {
  const heard = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    heard.push({ method: request.method, path: request.url, headers: request.headers, body });
    answer(request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  atEnd(t, () => (http.closeAllConnections(), http.close()));
  return { heard, url: `http://127.0.0.1:${http.address().port}` };
}

function certificate(folder) {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name));
  const more = ['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...more], { stdio: 'ignore' });
  return { cert, key };
}

/** A house whose `[alerts]` holds these lines. */
async function house(t, folder, lines) {
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, ['[alerts]', ...lines, ''].join('\n'));
  return Server.during(t, join(folder, 'data'), { args: ['--config', config] });
}

const deliveries = async (server) => (await server.api('GET', '/deliveries')).deliveries;
const tryOut = (server, channel, address, secret) => server.api('POST', '/deliveries', { channel, address, ...(secret && { secret }) });

/** The delivery to `address`, once it is as `is` wants it. */
const becomes = (server, address, is) =>
  until(async () => (await deliveries(server)).find((one) => one.address === address && is(one)), `${address}: ${is}`, PATIENCE_MS);
const sent = ({ state }) => state === 'sent';
const failed = ({ state }) => state === 'failed';
const givenUp = ({ state }) => state === 'given_up';

test('a letter reaches a mail server over TLS, with a name and a password that no log holds', async (t) => {
  const folder = scratch(t);
  const { cert, key } = certificate(folder);
  const password = 'a lantern by the sea';
  writeFileSync(join(folder, 'password'), `${password}\n`);
  for (const [scheme, option] of [['smtps', '--tls'], ['smtp', '--starttls']]) {
    const mail = await mailServer(t, [option, cert, key, '--user', 'vigie', password]);
    const server = await house(t, scratch(t), [
      `smtp = "${scheme}://localhost:${mail.port}"`, 'mail_from = "vigie@house.example"', 'language = "en"',
      'smtp_user = "vigie"', `smtp_password_file = "${join(folder, 'password')}"`, `smtp_ca_file = "${cert}"`,
    ]);
    await tryOut(server, 'email', 'ada@example.org');
    await becomes(server, 'ada@example.org', sent);
    const [letter] = mail.letters;
    assert.equal(letter.sender, 'vigie@house.example');
    assert.deepEqual(letter.to, ['ada@example.org']);
    assert.equal(letter.tls, true);
    assert.equal(letter.user, 'vigie');
    const [head, body] = letter.text.split('\r\n\r\n');
    assert.match(head, /^Subject: =\?UTF-8\?B\?QSB0cmlhbCBvZiBWaWdpZQ==\?=\r?$/m);
    assert.match(head, /^Message-ID: <delivery-1\.\d+@house\.example>\r?$/m);
    assert.equal(Buffer.from(body, 'base64').toString(), 'This is a trial: alerts of Vigie arrive here.\r\n');
    await server.stop();
    assert.ok(!server.err.includes(password) && !server.out.includes(password));
  }
});

test('a mail server that is not who it says it is, or does not know us, gets nothing', async (t) => {
  const folder = scratch(t);
  const { cert, key } = certificate(folder);
  writeFileSync(join(folder, 'password'), 'not this one\n');
  const mail = await mailServer(t, ['--starttls', cert, key, '--user', 'vigie', 'a lantern by the sea']);
  const from = [`smtp = "smtp://localhost:${mail.port}"`, 'mail_from = "vigie@house.example"'];
  const stranger = await house(t, scratch(t), from);
  await tryOut(stranger, 'email', 'ada@example.org');
  assert.match((await becomes(stranger, 'ada@example.org', failed)).error, /certificate/);
  const named = await house(t, scratch(t), [...from, `smtp_ca_file = "${cert}"`, 'smtp_user = "vigie"', `smtp_password_file = "${join(folder, 'password')}"`]);
  await tryOut(named, 'email', 'ada@example.org');
  const { error } = await becomes(named, 'ada@example.org', failed);
  assert.ok(!error.includes('not this one'), error);
  assert.equal(mail.letters.length, 0);
});

test('a mail server that refuses, hangs or is gone: what may be better later is tried again', async (t) => {
  const mail = await mailServer(t);
  const server = await house(t, scratch(t), [`smtp = "smtp://127.0.0.1:${mail.port}"`, 'mail_from = "vigie@house.example"']);
  await tryOut(server, 'email', 'nobody@example.org');
  assert.match((await becomes(server, 'nobody@example.org', givenUp)).error, /550/);
  await tryOut(server, 'email', 'busy@example.org');
  assert.match((await becomes(server, 'busy@example.org', failed)).error, /451/);
  await mail.stop();
  await tryOut(server, 'email', 'ada@example.org');
  const { attempts, next_at } = await becomes(server, 'ada@example.org', failed);
  assert.ok(attempts >= 1 && next_at);
  const again = await mailServer(t, ['--port', String(mail.port)]);
  await becomes(server, 'ada@example.org', sent);
  assert.equal(again.letters.length, 1);

  const silent = createLineServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  atEnd(t, () => silent.close());
  const waits = await house(t, scratch(t), [`smtp = "smtp://127.0.0.1:${silent.address().port}"`, 'mail_from = "vigie@house.example"', 'webhook_private = true']);
  await tryOut(waits, 'email', 'ada@example.org');
  const hook = await hookServer(t, (_, response) => response.end());
  await tryOut(waits, 'webhook', `${hook.url}/`);
  await becomes(waits, `${hook.url}/`, sent); // Nobody waits for a mail server that hangs.
  assert.ok((await waits.stop()) < PATIENCE_MS);
});

test('a webhook hears what is signed, and the same id when it is told again', async (t) => {
  let refusals = 1;
  const hook = await hookServer(t, (_, response) => response.writeHead(refusals-- > 0 ? 503 : 200).end('thanks'));
  const server = await house(t, scratch(t), ['webhook_private = true']);
  await tryOut(server, 'webhook', `${hook.url}/hook?room=1`, 'correct horse');
  await becomes(server, `${hook.url}/hook?room=1`, sent);
  assert.equal(hook.heard.length, 2);
  const [first, second] = hook.heard;
  assert.equal(first.headers['vigie-delivery'], second.headers['vigie-delivery']);
  for (const { method, path, headers, body } of hook.heard) {
    assert.deepEqual([method, path], ['POST', '/hook?room=1']);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['vigie-event'], 'alert');
    const [, at, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['vigie-signature']);
    assert.equal(createHmac('sha256', 'correct horse').update(`${at}.${body}`).digest('hex'), signature);
    assert.ok(Math.abs(Number(at) - Date.now() / 1000) < 300);
    assert.equal(JSON.parse(body).trial, true);
  }
});

test('a webhook does not reach our own network, whatever its name, unless the operator allows it', async (t) => {
  const hook = await hookServer(t, (_, response) => response.end());
  const port = new URL(hook.url).port;
  const server = await house(t, scratch(t), []);
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:a9fe:a9fe]', '169.254.169.254', '10.0.0.1', '0', '127.1'];
  for (const host of hosts) await tryOut(server, 'webhook', `http://${host}:${port}/`);
  for (const host of hosts) {
    const { error } = await becomes(server, `http://${host}:${port}/`, givenUp);
    assert.match(error, /not reached/, `${host}: ${error}`);
  }
  assert.equal(hook.heard.length, 0);
});

test('a redirect to a private address is told and not followed', async (t) => {
  const inner = await hookServer(t, (_, response) => response.end());
  const hook = await hookServer(t, (_, response) => response.writeHead(307, { Location: `${inner.url}/secret` }).end());
  const server = await house(t, scratch(t), ['webhook_private = true']);
  await tryOut(server, 'webhook', `${hook.url}/`);
  assert.match((await becomes(server, `${hook.url}/`, failed)).error, /redirect to http:.*\/secret, which is not followed/);
  assert.equal(inner.heard.length, 0);
});

test('answers of ten megabytes and answers that never end hold up nobody', async (t) => {
  const large = await hookServer(t, (_, response) => response.end(Buffer.alloc(10_000_000, 'x')));
  const never = await hookServer(t, () => {});
  const drip = await hookServer(t, (_, response) => {
    response.flushHeaders();
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(timer));
  });
  const quick = await hookServer(t, (_, response) => response.end());
  const server = await house(t, scratch(t), ['webhook_private = true']);
  for (const { url } of [never, drip, large, quick]) await tryOut(server, 'webhook', `${url}/`);
  for (const { url } of [quick, large, drip]) await becomes(server, `${url}/`, sent);
  assert.match((await becomes(server, `${never.url}/`, failed)).error, /[Tt]imed? ?out/);
});

test('what waits when the house is killed is delivered by the next, once', async (t) => {
  const folder = scratch(t);
  const answers = { open: false };
  const hook = await hookServer(t, (_, response) => response.writeHead(answers.open ? 200 : 503).end());
  const first = await house(t, folder, ['webhook_private = true']);
  await tryOut(first, 'webhook', `${hook.url}/`);
  await becomes(first, `${hook.url}/`, failed);
  await first.kill();
  answers.open = true;
  const before = hook.heard.length;
  const next = await house(t, folder, ['webhook_private = true']);
  await becomes(next, `${hook.url}/`, sent);
  assert.equal(hook.heard.length, before + 1);
  assert.equal(hook.heard.at(-1).headers['vigie-delivery'], hook.heard[0].headers['vigie-delivery']);
});
