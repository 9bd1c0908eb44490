// Runs the benches of the program itself and lays their figures out as tables. Started by bench/house.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grouped, table } from './tables.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BINARY = join(ROOT, 'build/release/vigie');
const OUTPUT_BYTES_MAX = 64 << 20;
const POSTS_A_FILE = 300_000; // About: how often a file is said again to make millions.

const { values: options } = parseArgs({
  options: {
    posts: { type: 'string' }, watches: { type: 'string', multiple: true }, house: { type: 'string' }, millions: { type: 'string' },
    folder: { type: 'string', default: join(ROOT, 'build') }, out: { type: 'string', default: join(ROOT, 'build/house.md') },
    quick: { type: 'boolean', default: false },
  },
});
if (!options.posts || !options.watches) {
  console.error('bench/house: --posts and --watches are needed; see bench/house --help');
  process.exit(2);
}
const posts = resolve(options.posts);
const ofHouse = resolve(options.house ?? options.watches.at(-1));
const millions = Number(options.millions ?? (options.quick ? 0.3 : 10));
const folder = resolve(options.folder);
const cores = cpus().length;

const say = (text) => console.error(`\x1b[1m${text}\x1b[0m`);
const vigie = (...args) =>
  JSON.parse(execFileSync(BINARY, [...args.map(String), '--json'], { encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX, stdio: ['ignore', 'pipe', 'inherit'] }));
const nameOf = (path) => basename(path).replace(/\.tsv$/, '');
const mib = (bytes) => grouped(bytes / 2 ** 20);
const ms = (figure) => (figure < 1 ? figure.toPrecision(2) : grouped(figure, 1));

function match() {
  const rows = options.watches.map((file) => {
    say(`Matching ${nameOf(file)}`);
    const told = vigie('bench', 'match', '--posts', posts, '--watches', resolve(file));
    return [nameOf(file), grouped(told.watches), grouped(told.ns_per_post.median), grouped(told.posts_per_s_per_thread), told.matches_per_post.toFixed(2), grouped(told.matches_per_s), told.candidates_per_post.toFixed(1), grouped(told.bytes_per_watch), told.compile_s.toFixed(2)];
  });
  return table(['set', 'watches', 'ns a post', 'posts/s, one core', 'matches a post', 'matches/s', 'watches looked at, a post', 'bytes a watch', 'compiled in s'], rows);
}

function matchCommand() {
  const found = join(folder, 'house.matches.tsv');
  const rows = [1, cores].map((threads) => {
    say(`vigie match, ${threads} threads`);
    const told = vigie('match', '--posts', posts, '--watches', ofHouse, '--threads', threads, '--out', found);
    return [threads, told.seconds.toFixed(2), grouped(told.posts_per_s), grouped(told.matches), mib(told.rss_bytes)];
  });
  return table(['threads', 'seconds', 'posts/s', 'matches', 'MiB'], rows);
}

function firehose() {
  const runs = [[1, 1], [cores, 1], [cores, Math.max(1, Math.round((millions * 1e6) / POSTS_A_FILE))]].map(([threads, replays]) => {
    say(`The whole way of a post, ${threads} workers, ${replays} replays`);
    return { threads, ...vigie('bench', 'firehose', '--posts', posts, '--watches', ofHouse, '--threads', threads, '--replays', replays, '--folder', folder) };
  });
  const stages = Object.keys(runs[0].ns_per_post);
  const rows = runs.map((run) => [grouped(run.posts), run.threads, grouped(run.posts_per_s), ...stages.map((stage) => grouped(run.ns_per_post[stage])), grouped(run.index_bytes_per_post), grouped(run.log_bytes_per_post), mib(run.rss_bytes)]);
  return table(['posts', 'workers', 'posts/s, durable', ...stages, 'index bytes', 'log bytes', 'MiB'], rows);
}

function search() {
  const sizes = [...new Set([millions / 10, millions])];
  const runs = sizes.map((size) => {
    say(`Searching ${size} million posts`);
    return vigie('bench', 'search', '--posts', posts, '--millions', size, '--folder', folder, ...(options.quick ? ['--seconds', 2, '--rate', 5000] : []));
  });
  const line = (name, of) => [name, ...runs.map(of)];
  const waits = (key) => (run) => `${ms(run[key].p50_ms)} / ${ms(run[key].p99_ms)} / ${ms(run[key].p999_ms)}`;
  return table(['', ...runs.map((run) => `${grouped(run.posts)} posts`)], [
    line('three words, a language, a month: p50 / p99 / p99.9 ms', waits('search_alone')),
    line('the same while posts come in', waits('search_busy')),
    line('posts/s that come in', (run) => grouped(run.incoming_posts_per_s)),
    line('from append to found: p50 / p99 / p99.9 ms', waits('append_to_found')),
    line(`posts by hour, a month of “${runs[0].common_word}”: p50 / p99 / p99.9 ms`, waits('histogram')),
    line('its words, links and authors', waits('tops')),
    line('pages by cursor, far down', waits('deep_pages')),
    line('start, s', (run) => run.start_s.toFixed(2)),
    line('index + log, bytes a post', (run) => `${grouped(run.index_bytes_per_post)} + ${grouped(run.log_bytes_per_post)}`),
    line('append, ns a post', (run) => grouped(run.append_ns_per_post)),
    line('memory of the store, MiB', (run) => mib(run.store_rss_bytes)),
    line('segments', (run) => grouped(run.segments)),
  ]);
}

function log() {
  say('The log alone');
  const told = vigie('bench', 'log', '--posts', posts, '--folder', folder, ...(options.quick ? ['--count', 100_000] : []));
  return table(['posts a fdatasync', 'appends/s', 'bytes a post', 'fdatasync p50 / p99 ms'], told.groups.map((one) => [grouped(one.posts_per_fdatasync), grouped(one.appends_per_s), grouped(one.bytes_per_post), `${ms(one.fdatasync.p50_ms)} / ${ms(one.fdatasync.p99_ms)}`]));
}

mkdirSync(folder, { recursive: true });
const parts = [['Matching alone', match], ['`vigie match`', matchCommand], ['The whole way of a post', firehose], ['Search', search], ['The log alone', log]];
const text = parts.map(([title, part]) => `## ${title}\n\n${part()}`).join('\n\n') + '\n';
writeFileSync(resolve(options.out), text);
console.log(text);
