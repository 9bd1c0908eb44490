#!/usr/bin/env node
// Two managers, ten browsers and 1,000 contributions a minute on `vigie serve`: how long does each request wait?
//
//   VIGIE_BINARY=build/release/vigie node tests/bench/dialogue.mjs [--seconds 60] [--per-minute 1000] [--warm 5] [--seed 1] [--json]
//
// Contributions come by the form that a page shows, from 100 addresses, each half a minute of reading and writing apart; a quarter
// answers another. A browser holds a stream of events and loads what the screens load, as often. A manager takes, drafts, answers,
// and lets stand. VIGIE_SCRATCH names where the data folder is made: its disk is measured too. README.md says how it counts.
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { BRAND, HIDDEN, MOTIVE } from '../program/place.mjs';
import { Server, chance } from '../program/vigie.mjs';
import { Client, Waits, play } from './open_loop.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' }, 'per-minute': { type: 'string', default: '1000' }, warm: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(options.seconds);
const PER_MINUTE = Number(options['per-minute']);
const WARM_MS = 1000 * Number(options.warm); // Before it nothing counts: connections open, caches fill.
const END_MS = WARM_MS + 1000 * SECONDS;
const WRITING_MS = 1000; // Between a page and the form sent from it.
const VISITORS = 100;
const BROWSERS = 10;
const MANAGERS = 2;
const TAKE_EVERY_MS = 3000; // One conversation a manager.
const PASSWORD = 'a lantern by the sea';
const PAGES = [
  { slug: 'notre-pub', kind: 'call', title: 'Refaites notre pub', text: 'Trente secondes, votre histoire.' },
  { slug: 'motor', kind: 'product', title: 'Orvelle Motor', text: 'Vos essais.', product: 'Orvelle Motor' },
  { slug: 'aide', kind: 'subject', title: 'De l’aide', text: 'Demandez.' },
];

const random = chance(Number(options.seed));
const pick = (list) => list[Math.floor(random() * list.length)];
const waits = new Waits();
const body = ({ headers, bytes }) => (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();

/** One request; its wait counts from `due`. Undefined where it was refused. */
async function ask(client, kind, due, method, path, more) {
  const answer = await client.ask(method, path, more).catch((error) => ({ status: 0, why: error.message }));
  if (counts(due)) {
    waits.add(kind, performance.now() - due);
    if (answer.status === 0 || answer.status >= 400) waits.fail(kind, answer.why ?? answer.status);
  }
  return answer.status >= 200 && answer.status < 400 ? answer : undefined;
}

let begun = 0;
const counts = (due) => due >= begun + WARM_MS;

// ---- The public ----

const OPENINGS = [
  'Comment régler', 'Pourquoi personne ne répond sur', 'Merci pour', 'C’est scandaleux, encore une panne de', 'J’aime beaucoup',
  'Quelle honte', 'Quand sera livré', 'Pas convaincu par', 'Bravo pour', 'Je voudrais que l’on montre',
];
const THINGS = ['le moteur', 'la portière', 'le siège arrière', 'la garantie', 'l’écran', 'la publicité', 'le freinage', 'la batterie', 'le service', 'la couleur'];
const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'ka', 'me', 'ni', 'ro', 'tu'];
const name = (number) => `Vi${SYLLABLES[Math.floor(number / 10) % 10]}${SYLLABLES[number % 10]}`;
const sentence = (number) => `${pick(OPENINGS)} ${pick(THINGS)}, essai ${number} ? ${pick(OPENINGS)} ${pick(THINGS)} depuis ${1 + Math.floor(random() * 30)} jours.`;
const said = [];

/** Reads a page and writes on it: two requests, each at its time. */
function contribution(visitor, number) {
  const at = (number * 60_000) / PER_MINUTE;
  const { slug, kind } = pick(PAGES);
  const answers = random() < 0.25;
  const text = sentence(number);
  const stars = 1 + Math.floor(random() * 5);
  const headers = { 'X-Forwarded-For': visitor.address, 'Accept-Language': 'fr' };
  const cookie = () => (visitor.cookie ? { Cookie: visitor.cookie } : {});
  let form;
  let parent;
  const read = async (due) => {
    const answered = answers ? said.findLast((one) => one.slug === slug) : undefined;
    parent = answered?.id;
    const path = `/place/${slug}${parent ? `/${parent}` : ''}`;
    form = ask(visitor.client, parent ? 'public thread' : 'public page', due, 'GET', path, { headers: { ...headers, ...cookie() } }).then((page) => page && HIDDEN.exec(body(page))?.[1]);
    await form;
  };
  const write = async (due) => {
    const token = await form;
    if (!token) return waits.fail('contribution', 'no form');
    const fields = { form: token, pseudonym: visitor.name, text, ...(parent && { parent }), ...(kind === 'product' && !parent && { stars: `${stars}` }) };
    const answer = await ask(visitor.client, 'contribution', due, 'POST', `/place/${slug}`, {
      body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded',
      headers: { ...headers, ...cookie(), 'Sec-Fetch-Site': 'same-origin' },
    });
    visitor.cookie = answer?.headers['set-cookie']?.[0].split(';')[0] ?? visitor.cookie;
    const [, root] = /\/(c\d+)\?said=/.exec(answer?.headers.location ?? '') ?? [];
    if (root) said.push({ slug, id: root });
  };
  return [{ at, act: read }, { at: at + WRITING_MS, act: write }];
}

// ---- Browsers ----

/** What the screens load, and how often one browser does. */
function screens(watches) {
  const hour = () => {
    const now = Date.now();
    return `from=${new Date(now - 3_600_000).toISOString()}&to=${new Date(now).toISOString()}&step=60`;
  };
  const api = (kind, everyMs, path) => ({ kind, everyMs, path: () => `/api/v1${path()}` });
  return [
    api('status', 5000, () => '/status'),
    api('watch series', 2000, () => `/watches/${pick(watches)}/series?${hour()}`),
    api('watch posts', 5000, () => `/watches/${pick(watches)}/posts?limit=20`),
    api('desk list', 2500, () => '/desk/conversations?state=open&limit=20'),
    api('desk counts', 5000, () => '/desk/counts'),
    api('measure', 5000, () => `/measure?watch=${pick(watches)}&${hour()}`),
    api('alerts', 10_000, () => '/alerts'),
    api('search', 10_000, () => `/search?q=${encodeURIComponent(pick(['moteur', 'garantie', 'source:place', 'portière essai']))}`),
    { kind: 'public front', everyMs: 10_000, path: () => '/place/' },
    { kind: 'public page', everyMs: 5000, path: () => `/place/${pick(PAGES).slug}` },
    { kind: 'public feed', everyMs: 30_000, path: () => `/place/${pick(PAGES).slug}/feed.atom` },
  ];
}

function browser(client, watches) {
  return screens(watches).flatMap(({ kind, everyMs, path }) => {
    const acts = [];
    for (let at = random() * everyMs; at < END_MS; at += everyMs) acts.push({ at, act: (due) => ask(client, kind, due, 'GET', path()) });
    return acts;
  });
}

// ---- Managers ----

/** One conversation: looked for, taken, read, and either answered after a draft or let stand. Each step has its time. */
function conversation(client, first, number) {
  const path = (one) => `/api/v1/desk/conversations/${one}`;
  let taken;
  const step = (at, act) => ({ at: first + at, act });
  const list = async (due) => {
    const listed = (async () => {
      const answer = await ask(client, 'desk list', due, 'GET', '/api/v1/desk/conversations?state=open&limit=20');
      return answer && JSON.parse(body(answer)).conversations;
    })();
    taken = listed.then((all) => (all?.length ? all[Math.floor(random() * all.length)].id : undefined));
    await taken;
  };
  const on = (kind, method, more, make) => async (due) => {
    const id = await taken;
    if (id) await ask(client, kind, due, method, `${path(id)}${more}`, make?.());
  };
  const ends = number % 4 === 3
    ? [step(1600, on('desk let stand', 'POST', '/let-stand', () => ({ body: { reason: 'members are answering' } })))]
    : [
        step(1200, on('desk draft', 'PUT', '/draft', () => ({ body: { text: 'Merci, nous' } }))),
        step(1600, on('desk draft', 'PUT', '/draft', () => ({ body: { text: 'Merci, nous regardons cela' } }))),
        step(2000, on('desk reply', 'POST', '/replies', () => ({ body: { text: `Merci, nous regardons cela avec l’atelier (${number}).` } }))),
      ];
  return [step(0, list), step(400, on('desk take', 'POST', '/take', () => ({ body: {} }))), step(800, on('desk read', 'GET', '')), ...ends];
}

function manager(client, order) {
  const acts = [];
  const first = 2000 + (order * TAKE_EVERY_MS) / MANAGERS;
  for (let at = first, number = order; at < END_MS - TAKE_EVERY_MS; at += TAKE_EVERY_MS, ++number) acts.push(...conversation(client, at, number));
  return acts;
}

// ---- The house ----

async function must(client, method, path, json) {
  const answer = await client.ask(method, `/api/v1${path}`, { body: json });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${body(answer)}`);
  return { answer, json: JSON.parse(body(answer)) };
}

/** The managers, logged in, and the pages open. */
async function settle(server) {
  const clients = [];
  for (let i = 0; i < MANAGERS; ++i) {
    const account = { name: `manager${i}`, role: 'manager', password: PASSWORD };
    await must(clients[0] ?? new Client(server.url), 'POST', '/accounts', account);
    const client = new Client(server.url);
    const { answer } = await must(client, 'POST', '/session', { name: account.name, password: PASSWORD });
    client.cookie = answer.headers['set-cookie'][0].split(';')[0];
    clients.push(client);
  }
  await must(clients[0], 'PUT', '/place', BRAND);
  const watches = [];
  for (const page of PAGES) watches.push((await must(clients[0], 'POST', '/place/pages', { lang: 'fr', motive: MOTIVE, ...page })).json.watch);
  return { clients, watches };
}

const TICKS_PER_S = 100;
const MIB = 1024 * 1024;

/** Memory and processor time of the server so far. */
function usage(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const mib = (field) => Math.round((1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)[1])) / MIB);
  return { rss_mib: mib('VmRSS'), rss_max_mib: mib('VmHWM'), cpu_s: (Number(stat[11]) + Number(stat[12])) / TICKS_PER_S };
}

async function run(folder) {
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, 'trusted_proxies = ["127.0.0.1"]\n');
  const server = await Server.start(join(folder, 'data'), { args: ['--config', config] });
  try {
    const { clients, watches } = await settle(server);
    const streams = [];
    const browsers = [];
    for (let i = 0; i < BROWSERS; ++i) {
      const { cookie } = clients[i % MANAGERS];
      streams.push(await server.listen('/api/v1/events', { Cookie: cookie }));
      browsers.push(new Client(server.url, { cookie }));
    }
    const visitors = Array.from({ length: VISITORS }, (_, i) => ({ name: name(i), address: `192.0.2.${i + 1}`, client: new Client(server.url, { connections: 2 }) }));
    const acts = [...browsers.flatMap((one) => browser(one, watches)), ...clients.flatMap(manager)];
    const contributions = Math.floor(((END_MS - WRITING_MS) * PER_MINUTE) / 60_000);
    for (let i = 0; i < contributions; ++i) acts.push(...contribution(visitors[i % VISITORS], i));
    const before = { load: loadavg()[0], ...usage(server.child.pid), own_cpu: process.cpuUsage() };
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    begun = performance.now();
    await play(acts);
    const seconds = (performance.now() - begun) / 1000;
    const after = usage(server.child.pid);
    const own = process.cpuUsage(before.own_cpu);
    return {
      ...waits.figures(),
      seconds: Number(seconds.toFixed(1)),
      contributions: said.length,
      events: streams.reduce((sum, stream) => sum + stream.heard.length, 0),
      server: { rss_before_mib: before.rss_mib, rss_mib: after.rss_mib, rss_max_mib: after.rss_max_mib, cores: Number(((after.cpu_s - before.cpu_s) / seconds).toFixed(2)) },
      bench: { cores: Number(((own.user + own.system) / 1e6 / seconds).toFixed(2)), timer_p99_ms: Number((delay.percentile(99) / 1e6 - 5).toFixed(1)), timer_max_ms: Number((delay.max / 1e6 - 5).toFixed(1)) },
      load: { before: before.load, after: loadavg()[0] },
    };
  } finally {
    await server.stop();
    if (server.err) process.stderr.write(server.err.slice(-4000));
  }
}

function print(told) {
  const line = (kind, { count, p50_ms, p99_ms, p999_ms, max_ms }) =>
    console.log(kind.padEnd(16) + [count, p50_ms, p99_ms, p999_ms, max_ms].map((figure) => String(figure).padStart(9)).join(''));
  console.log(''.padEnd(16) + ['requests', 'p50 ms', 'p99 ms', 'p99.9 ms', 'max ms'].map((head) => head.padStart(9)).join(''));
  for (const [kind, figures] of Object.entries(told.kinds)) line(kind, figures);
  line('all', told.all);
  for (const [what, times] of Object.entries(told.failures)) console.log(`failed ${times} times: ${what}`);
  const { server, bench, load } = told;
  console.log(`${told.contributions} contributions in ${told.seconds} s; ${told.events} events to ${BROWSERS} streams`);
  console.log(`server: ${server.rss_before_mib} MiB before, ${server.rss_mib} after, ${server.rss_max_mib} at most; ${server.cores} cores`);
  console.log(`bench: ${bench.cores} cores, its timers late by ${bench.timer_p99_ms} ms (p99), ${bench.timer_max_ms} at most; load ${load.before} before, ${load.after} after`);
}

const folder = mkdtempSync(join(process.env.VIGIE_SCRATCH ?? tmpdir(), 'vigie-bench-'));
try {
  const told = await run(folder);
  if (options.json) console.log(JSON.stringify(told));
  else print(told);
  if (Object.keys(told.failures).length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
