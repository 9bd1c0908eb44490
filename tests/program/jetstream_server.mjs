// A small faithful Jetstream server, wire version 1: `/subscribe` over wss with wantedCollections and
// cursor, one JSON event a frame, live after what was stored. Identity and account events are sent
// whatever the filter, as the real servers do.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { require } from './vigie.mjs';

const { WebSocketServer } = require('ws');

/** A certificate for this machine, of its own authority: { key, cert } as paths. */
export function makeCertificate(folder) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert,
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'pipe' });
  return { key, cert };
}

export class JetstreamServer {
  /** Every subscription that came: { url, at, wanted, cursor }. */
  subscriptions = [];
  #events;
  #sockets = new Set();

  static async start(certificate, events = []) {
    const server = new JetstreamServer();
    server.#events = [...events];
    server.https = createServer({ key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) });
    server.wss = new WebSocketServer({ server: server.https, path: '/subscribe' });
    server.wss.on('connection', (socket, request) => server.#welcome(socket, request));
    server.https.listen(0, '127.0.0.1');
    await once(server.https, 'listening');
    server.url = `wss://localhost:${server.https.address().port}/subscribe`;
    return server;
  }

  #welcome(socket, request) {
    if (this.refuses) return socket.terminate();
    const { searchParams } = new URL(request.url, 'wss://x');
    const wanted = searchParams.getAll('wantedCollections');
    const cursor = searchParams.has('cursor') ? Number(searchParams.get('cursor')) : undefined;
    this.subscriptions.push({ url: request.url, at: performance.now(), wanted, cursor, agent: request.headers['user-agent'] });
    socket.wanted = wanted;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
    for (const event of this.#events) {
      // Without a cursor only what happens from now on; the tests' events are all of the past.
      if (cursor !== undefined ? event.time_us >= cursor : this.replays_all) this.#send(socket, event);
    }
  }

  #send(socket, event) {
    const { kind, commit } = event;
    if (kind === 'commit' && socket.wanted.length > 0 && !socket.wanted.includes(commit.collection)) return;
    socket.send(JSON.stringify(event));
  }

  /** What happens now: stored, and told to all who listen. */
  say(...events) {
    for (const event of events) {
      this.#events.push(event);
      for (const socket of this.#sockets) this.#send(socket, event);
    }
  }

  /** As a relay does in time: what was said before is told to nobody. */
  forget() {
    this.#events = [];
  }

  get listeners() {
    return this.#sockets.size;
  }

  /** Cuts every connection, as an outage does. */
  drop() {
    for (const socket of this.#sockets) socket.terminate();
  }

  async close() {
    this.drop();
    this.wss.close();
    this.https.closeAllConnections();
    await new Promise((done) => this.https.close(done));
  }
}

/** An invented event: a post of `did`, a moment later for each number. */
export function inventEvent(number, { operation = 'create', collection = 'app.bsky.feed.post', record, did = `did:plc:voice${number % 9}`, rkey = `k${number}` } = {}) {
  const time_us = 1_767_600_000_000_000 + number * 1000;
  const text = { $type: 'app.bsky.feed.post', text: `Aurora number n${number}`, createdAt: new Date(time_us / 1000).toISOString(), langs: ['en'] };
  const commit = { rev: `r${number}`, operation, collection, rkey, ...(operation === 'delete' ? {} : { record: record ?? text, cid: `c${number}` }) };
  return { did, time_us, kind: 'commit', commit };
}

export const uriOf = ({ did, commit }) => `at://${did}/${commit.collection}/${commit.rkey}`;
