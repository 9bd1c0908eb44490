// The program under test, as a user meets it: its commands, its server, its socket.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { request as requestByTls } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const require = createRequire(new URL('../../web/package.json', import.meta.url));
export const LONG = Boolean(process.env.VIGIE_LONG);

const START_MS = 20_000;
const COMMAND_MS = 120_000;

function binary() {
  if (!process.env.VIGIE_BINARY) throw new Error('VIGIE_BINARY must name the program under test');
  return process.env.VIGIE_BINARY;
}

const undone = new WeakMap();

/** Does `act` when the test ends; what was begun last is ended first. */
export function atEnd(t, act) {
  if (!undone.has(t)) {
    undone.set(t, []);
    t.after(async () => {
      for (const one of undone.get(t).reverse()) await one();
    });
  }
  undone.get(t).push(act);
}

/** A folder that goes when the test ends. */
export function scratch(t) {
  const folder = mkdtempSync(join(process.env.VIGIE_SCRATCH ?? tmpdir(), 'vigie-program-'));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of real data that lies beside the project. Undefined: the test was skipped; in CI it fails. */
export function shared(t, path) {
  const whole = process.env.VIGIE_SHARED && join(process.env.VIGIE_SHARED, 'data', path);
  if (whole && existsSync(whole)) return whole;
  const reason = `data/${path} is not here: VIGIE_SHARED must name the folder that holds data/`;
  if (process.env.CI === 'true') throw new Error(reason);
  t.skip(reason);
  return undefined;
}

export class Command {
  constructor(args, { cwd, input, env, program = binary(), stdio = ['pipe', 'pipe', 'pipe'] } = {}) {
    this.args = args;
    this.out = '';
    this.err = '';
    this.child = spawn(program, args, { cwd, stdio, env: { ...process.env, ...env } });
    this.child.stdout?.setEncoding('utf8').on('data', (text) => (this.out += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text) => (this.err += text));
    this.child.stdin?.on('error', () => {}); // It may end without reading all.
    if (input !== null) this.child.stdin?.end(input); // null: the caller writes.
    this.ended = once(this.child, 'close').then(([code, signal]) => Object.assign(this, { code, signal }));
  }
  get lines() {
    return this.out.split('\n').filter(Boolean);
  }
  json() {
    return JSON.parse(this.out);
  }
  /** How many records an import with --acks has said to be durable. A line that was cut off says nothing. */
  get acked() {
    return Number([...this.out.matchAll(/^acked (\d+)\n/gm)].at(-1)?.[1] ?? 0);
  }
  jsonLines() {
    return this.lines.map((line) => JSON.parse(line));
  }
}

/** Runs `vigie ARGS` to its end: code, out, err. */
export async function vigie(args, options = {}) {
  const command = new Command(args, options);
  const timer = setTimeout(() => command.child.kill('SIGKILL'), options.wait ?? COMMAND_MS);
  await command.ended;
  clearTimeout(timer);
  return command;
}

/** As vigie(), and the command must have done what it was asked. */
export async function succeed(args, options) {
  const command = await vigie(args, options);
  if (command.code !== 0) throw new Error(`vigie ${args.join(' ')}: ${command.code ?? command.signal}\n${command.err}${command.out}`);
  return command;
}

/** Asks `target` ({ url } or { socket }); any header may be set, Host too. */
export async function ask(target, method, path, { body, type = 'application/json', headers = {} } = {}) {
  const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const to = target.socket ? { socketPath: target.socket } : { host: new URL(target.url).hostname, port: new URL(target.url).port };
  const by_tls = target.url?.startsWith('https:'); // Tests make their certificates themselves.
  const sent = (by_tls ? requestByTls : request)({ ...to, ...(by_tls && { rejectUnauthorized: false }), method, path, agent: false, headers: { ...(method === 'GET' ? {} : { 'Content-Type': type }), ...headers } });
  sent.end(bytes);
  const [reply] = await once(sent, 'response');
  const parts = [];
  for await (const part of reply) parts.push(part);
  const text = Buffer.concat(parts).toString();
  const is_json = /[/+]json/.test(reply.headers['content-type'] ?? '');
  return { status: reply.statusCode, headers: reply.headers, text, json: is_json && text ? JSON.parse(text) : undefined };
}

/** `vigie serve` on a free port. */
export class Server extends Command {
  static async start(data, { args = [], listen = '127.0.0.1:0', ...options } = {}) {
    const server = new Server(['serve', '--data', data, '--listen', listen, ...args], options);
    server.data = data;
    server.socket = join(data, 'vigie.sock');
    await until(() => server.code !== undefined || /listens on \S+/.test(server.out), 'the server to listen', START_MS);
    server.url = /vigie listens on (https?:\/\/\S+\/)/.exec(server.out)?.[1];
    if (!server.url) throw new Error(`the server ended with ${server.code}: ${server.err}`);
    return server;
  }
  /** A server that is killed when the test ends, if it still runs. */
  static async during(t, data, options) {
    const server = await Server.start(data, options);
    atEnd(t, () => server.kill());
    return server;
  }
  ask(method, path, options) {
    return ask({ url: this.url }, method, path, options);
  }
  /** The JSON of a request to the API that must not fail. */
  async api(method, path, body) {
    const answer = await this.ask(method, `/api/v1${path}`, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }
  /** Opens a stream of events; `heard` grows as they come. */
  async listen(path = '/api/v1/events', headers = {}) {
    const sent = request(new URL(path, this.url), { agent: false, headers });
    sent.end();
    const [reply] = await once(sent, 'response');
    const stream = { status: reply.statusCode, headers: reply.headers, heard: [], close: () => sent.destroy() };
    let rest = '';
    reply.setEncoding('utf8').on('data', (text) => {
      const events = (rest + text).split('\n\n');
      rest = events.pop();
      for (const event of events) {
        const field = (name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(event)?.[1];
        if (field('data')) stream.heard.push({ name: field('event'), id: field('id'), data: JSON.parse(field('data')) });
      }
    });
    stream.ended = new Promise((done) => reply.on('close', done).on('error', () => {}));
    sent.on('error', () => {});
    return stream;
  }
  /** SIGTERM; how many milliseconds the end took. */
  async stop() {
    const begin = performance.now();
    this.child.kill('SIGTERM');
    await this.ended;
    return performance.now() - begin;
  }
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Waits until `met` gives something true, and gives that. */
export async function until(met, what, wait = 10_000) {
  const end = performance.now() + wait;
  while (performance.now() < end) {
    const result = await met();
    if (result) return result;
    await sleep(20);
  }
  throw new Error(`waited ${wait} ms in vain for ${what}`);
}

/** An invented post, the same for the same number. */
export function inventPost(number, more = {}) {
  const minute = new Date(Date.UTC(2026, 0, 5) + number * 60_000).toISOString();
  return {
    id: `p${number}`, source: 'file:invented', time: minute, text: `Post number n${number} about the Aurora`,
    author: { id: `a${number % 7}`, handle: `voice${number % 7}` }, ...more,
  };
}

/** What the imports into a folder refused, in their order. */
export const rejectsIn = (data) =>
  readdirSync(join(data, 'rejects')).sort().flatMap((name) => readFileSync(join(data, 'rejects', name), 'utf8').trim().split('\n')).map((line) => JSON.parse(line));

export const asLines = (posts) => posts.map((post) => (typeof post === 'string' ? post : JSON.stringify(post)) + '\n').join('');

/** Chance with a seed, so that a failure can be seen again. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
