// A faithful fake of `vigie serve` for work on the screens: the same HTTP API over invented posts in
// memory, and the built pages of web/dist. Started like the real one:
//   fake_server.mjs serve --data IGNORED --listen 127.0.0.1:0 [--full] [--offline]
// --full begins with a week of posts; --offline lets the live network fail.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Drill } from './drill.mjs';
import { Fault, House } from './house.mjs';
import { routes } from './routes.mjs';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const DAY_MS = 86400e3;

const flag = (name) => process.argv.includes(name);
const value = (name, otherwise) => (flag(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);

const real = new House(7);
const world = { real, drill: new Drill(), offline: flag('--offline') };

function fill() {
  const colours = ['#12898f', '#cf4a57', '#3c7dd0', '#8862d3'];
  const now = Date.now();
  for (let hour = 24 * 8; hour > 0; hour--) {
    const day = new Date(now - hour * 3600e3).getHours();
    const busy = day < 7 ? 1 : 6 + (hour < 30 && hour > 18 ? 16 : 0);
    for (let i = 0; i < busy; i++) real.invent('bluesky', now - hour * 3600e3 + real.random() * 3600e3, false, hour < 30 ? 0.8 : 0.2);
  }
  for (let year = 0; year < 60; year++) real.add({ id: `old-${year}`, source: 'file:archive', kind: 'post', time: new Date(now - (900 + year * 20) * DAY_MS).toISOString(), author: { id: 'o', handle: 'old.sailor' }, text: 'An old logbook entry about lighthouses', vigie: { lang: 'en', lang_p: 0.9, mood: { negative: 0.1, neutral: 0.7, positive: 0.2 }, spans: [] } });
  const kept = [['Atlas, the brand', 'atlas -"crédit atlas"', 'What people say of our cars, everywhere'], ['Crédit Atlas', '"crédit atlas"', 'Hear of an outage before the hotline does'], ['Open call', '#MonAtlas OR #MyAtlas OR #FilmTonAtlas', ''], ['Logbook archive', 'lighthouses', '']];
  kept.forEach(([name, query, purpose], index) => real.addWatch({ name, query, purpose, colour: colours[index] }));
  real.sources.push({ name: 'bluesky', kind: 'bluesky', state: 'live', detail: '', posts: real.posts.length, last_post_at: new Date().toISOString() });
}

function sendFile(path, response) {
  let file = join(DIST, normalize(path));
  if (!file.startsWith(DIST) || !extname(file)) file = join(DIST, 'index.html');
  try {
    const bytes = readFileSync(file);
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const [, sealed, path] = /^(\/rehearsal)?\/api\/v1\/(.*)$/.exec(url.pathname) ?? [];
  if (path === undefined) return sendFile(url.pathname, response);
  const house = sealed ? world.drill.house : real;
  if (path === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }).write(':\n\n');
    house.streams.add(response);
    return request.on('close', () => house.streams.delete(response));
  }
  try {
    if (request.method !== 'GET' && !/json/.test(request.headers['content-type'] ?? '')) throw new Fault(415, 'say application/json');
    const reply = routes(world, house, { method: request.method, path, parameters: url.searchParams, body: await bodyOf(request) });
    response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json' });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  } catch (fault) {
    const status = fault.status ?? 500;
    response.writeHead(status, { 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify({ type: 'about:blank', title: 'refused', status, detail: fault.message, ...fault.members }));
  }
}

if (flag('--full')) fill();
setInterval(() => {
  real.tick();
  world.drill.beat();
  const [source] = real.sources;
  if (source?.state !== 'live') return;
  source.posts++;
  real.invent('bluesky', Date.now(), true);
  source.last_post_at = new Date().toISOString();
}, 1000).unref();

const [host, port] = value('--listen', '127.0.0.1:8099').split(':');
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(port), host, () => console.log(`vigie listens on http://${host}:${server.address().port}/`));
process.on('SIGTERM', () => process.exit(0));
