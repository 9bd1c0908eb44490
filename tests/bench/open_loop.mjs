// Requests at times fixed beforehand: what the server delays delays no later request, and counts for each that waits.
import { Agent, request } from 'node:http';

const ANSWER_MS_MAX = 60_000;

/** One client with connections that stay open, as a browser keeps them. */
export class Client {
  constructor(url, { cookie, connections = 6 } = {}) {
    const { hostname, port, origin } = new URL(url);
    Object.assign(this, { hostname, port, origin, cookie, agent: new Agent({ keepAlive: true, maxSockets: connections }) });
  }
  ask(method, path, { body, type = 'application/json', headers = {} } = {}) {
    const bytes = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const all = { Origin: this.origin, 'Accept-Encoding': 'gzip', ...(bytes !== undefined && { 'Content-Type': type, 'Content-Length': Buffer.byteLength(bytes) }), ...(this.cookie && { Cookie: this.cookie }), ...headers };
    return new Promise((done, fail) => {
      const sent = request({ host: this.hostname, port: this.port, agent: this.agent, method, path, headers: all, timeout: ANSWER_MS_MAX }, (reply) => {
        const parts = [];
        reply.on('data', (part) => parts.push(part)).on('error', fail);
        reply.on('end', () => done({ status: reply.statusCode, headers: reply.headers, bytes: Buffer.concat(parts) }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer in ${ANSWER_MS_MAX} ms`))).on('error', fail);
      sent.end(bytes);
    });
  }
}

/** What was waited for, by kind, in milliseconds. */
export class Waits {
  kinds = new Map();
  failures = new Map();
  add(kind, ms) {
    if (!this.kinds.has(kind)) this.kinds.set(kind, []);
    this.kinds.get(kind).push(ms);
  }
  fail(kind, why) {
    const key = `${kind}: ${why}`;
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
  }
  figures() {
    const of = (waits) => {
      const sorted = waits.toSorted((a, b) => a - b);
      const at = (share) => Number((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(1)); // Nearest rank.
      return { count: sorted.length, p50_ms: at(0.5), p99_ms: at(0.99), p999_ms: at(0.999), max_ms: at(1) };
    };
    const kinds = Object.fromEntries([...this.kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, waits]) => [kind, of(waits)]));
    return { kinds, all: of([...this.kinds.values()].flat()), failures: Object.fromEntries(this.failures) };
  }
}

/** Does each of `acts` ({ at: ms from the start, act }) at its time, whatever became of the others; gives back when all are done. */
export async function play(acts) {
  const waiting = acts.toSorted((a, b) => a.at - b.at);
  const begin = performance.now();
  const running = new Set();
  await new Promise((done) => {
    let next = 0;
    const turn = () => {
      const now = performance.now() - begin;
      while (next < waiting.length && waiting[next].at <= now) {
        const { at, act } = waiting[next++];
        const run = act(begin + at).finally(() => running.delete(run));
        running.add(run);
      }
      if (next === waiting.length) return done();
      setTimeout(turn, Math.max(0, waiting[next].at - (performance.now() - begin)));
    };
    turn();
  });
  await Promise.all(running);
}
