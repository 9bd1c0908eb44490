// A small faithful Mastodon server: a public timeline by pages (min_id, Link, X-RateLimit-…), streams as server-sent
// events, statuses by id, contexts. Its Statuses are those that a real server said, with ids, words and times of ours.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const PAGE_MAX = 40;

/** The bodies that a real server answered with, of a recorded talk: JSON values. */
export function recordedBodies(folder, name) {
  const text = readFileSync(join(folder, 'mastodon.py/tests/cassettes', name), 'utf8');
  return [...text.matchAll(/^ {6}string: '((?:[^']|'')*)'$/gm)].map(([, folded]) =>
    JSON.parse(folded.replaceAll(/\n\n */g, '\n').replaceAll(/\n */g, ' ').replaceAll("''", "'")));
}

const isNewer = (a, b) => (a.length === b.length ? a > b : a.length > b.length);

export class MastodonServer {
  /** Every request that came: { method, url, token, agent }. */
  requests = [];
  /** Answers in place of its own: { status, headers, body }. */
  says_instead = undefined;
  needs_token_to_stream = false;
  left = 300;
  #statuses = [];
  #streams = new Set();

  /** `pattern`: a Status as a real server says it. */
  static async start(pattern) {
    const server = new MastodonServer();
    server.pattern = pattern;
    server.http = createServer((request, reply) => server.#answer(request, reply));
    server.http.listen(0, '127.0.0.1');
    await once(server.http, 'listening');
    server.host = `127.0.0.1:${server.http.address().port}`;
    server.url = `http://${server.host}`;
    return server;
  }

  /** The Status of a number, said so many seconds after the first. */
  invent(number, more = {}) {
    const at = Date.UTC(2026, 0, 5) + number * 1000;
    const id = String(BigInt(at) << 16n);
    const { account } = this.pattern;
    return { ...this.pattern, id, uri: `${this.url}/users/voice/statuses/${id}`, url: `${this.url}/@voice/${id}`, created_at: new Date(at).toISOString(), edited_at: null,
      content: `<p>Aurora number n${number}</p>`, account: { ...account, indexable: true, noindex: false, uri: `${this.url}/users/voice`, url: `${this.url}/@voice` }, ...more };
  }

  /** Kept without a word on the streams, as what is said while nobody listens. */
  keep(...statuses) {
    for (const one of statuses) {
      this.#statuses = this.#statuses.filter(({ id }) => id !== one.id).concat(one).sort((a, b) => (isNewer(a.id, b.id) ? 1 : -1));
    }
  }
  say(...statuses) {
    this.keep(...statuses);
    for (const one of statuses) this.#tell('update', JSON.stringify(one));
  }
  edit(status) {
    this.keep(status);
    this.#tell('status.update', JSON.stringify(status));
  }
  remove(id) {
    this.#statuses = this.#statuses.filter((one) => one.id !== id);
    this.#tell('delete', id);
  }
  #tell(event, data) {
    for (const stream of this.#streams) stream.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  get listeners() {
    return this.#streams.size;
  }
  /** Cuts every stream, as an outage does. */
  drop() {
    for (const stream of this.#streams) stream.destroy();
  }
  async close() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  #answer(request, reply) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    const token = request.headers.authorization?.replace('Bearer ', '');
    this.requests.push({ method: request.method, url: request.url, token, agent: request.headers['user-agent'] });
    if (this.says_instead) return this.#json(reply, this.says_instead.status, this.says_instead.body ?? { error: 'no' }, this.says_instead.headers);
    const reset = new Date(Math.ceil(Date.now() / 300_000) * 300_000).toISOString();
    const limits = { 'X-RateLimit-Limit': '300', 'X-RateLimit-Remaining': String(Math.max(0, --this.left)), 'X-RateLimit-Reset': reset };
    if (pathname.startsWith('/api/v1/streaming/')) return this.#stream(request, reply, token);
    if (this.left < 0) return this.#json(reply, 429, { error: 'Too many requests' }, limits);
    if (pathname === '/api/v2/instance') return this.#json(reply, 200, { domain: this.host, configuration: { urls: { streaming: this.url.replace('http', 'ws') } } }, limits);
    if (pathname.startsWith('/api/v1/timelines/')) return this.#timeline(reply, searchParams, pathname, limits);
    if (pathname === '/api/v1/statuses') return this.#json(reply, 200, this.#statuses.filter(({ id }) => searchParams.getAll('id[]').includes(id)), limits);
    const [, id, rest] = /^\/api\/v1\/statuses\/(\d+)(\/context)?$/.exec(pathname) ?? [];
    const one = this.#statuses.find((status) => status.id === id);
    if (!one) return this.#json(reply, 404, { error: 'Record not found' }, limits);
    if (!rest) return this.#json(reply, 200, one, limits);
    return this.#json(reply, 200, { ancestors: this.#statuses.filter((status) => status.id === one.in_reply_to_id), descendants: this.#statuses.filter((status) => status.in_reply_to_id === id) }, limits);
  }

  #timeline(reply, wanted, pathname, limits) {
    const count = Math.min(Number(wanted.get('limit') ?? 20), PAGE_MAX);
    const after = wanted.get('min_id');
    const newer = after === null ? this.#statuses.slice(-count) : this.#statuses.filter(({ id }) => isNewer(id, after)).slice(0, count);
    const page = newer.toReversed();
    const link = page.length > 0 && { Link: `<${this.url}${pathname}?max_id=${page.at(-1).id}>; rel="next", <${this.url}${pathname}?min_id=${page[0].id}>; rel="prev"` };
    this.#json(reply, 200, page, { ...limits, ...link });
  }

  #stream(request, reply, token) {
    if (this.needs_token_to_stream && !token) return this.#json(reply, 401, { error: 'Missing access token' });
    reply.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'private, no-store' });
    reply.write(':)\n');
    const heart = setInterval(() => reply.write(':thump\n'), 15_000);
    this.#streams.add(reply);
    reply.on('close', () => {
      clearInterval(heart);
      this.#streams.delete(reply);
    });
  }

  #json(reply, status, body, headers = {}) {
    reply.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
    reply.end(JSON.stringify(body));
  }
}
