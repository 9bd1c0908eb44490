// Runs each engine on what write_words wrote, compares what they answered, then tells and draws how fast they were.
// Started by bench/peers, which builds what is run here.
import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawGrowth } from './draw.mjs';
import { matchTable, searchTable, wholeTable } from './tables.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BUILT = join(ROOT, 'build/release');
const SHOWN_DIFFERENCES = 10;
const MORE_ONE_IN = 30;
const OUTPUT_BYTES_MAX = 64 << 20;

const { values: options } = parseArgs({
  options: {
    'class-path': { type: 'string' }, posts: { type: 'string' }, watches: { type: 'string', multiple: true },
    out: { type: 'string' }, pictures: { type: 'string' }, 'match-sizes': { type: 'string' }, 'one-in': { type: 'string' },
    'search-sizes': { type: 'string' }, questions: { type: 'string' }, skip: { type: 'string', multiple: true, default: [] },
    core: { type: 'string', default: String(cpus().length - 1) }, quick: { type: 'boolean', default: false },
  },
});
if (!options.posts || !options.watches) {
  console.error('bench/peers: --posts and --watches are needed; see bench/peers --help');
  process.exit(2);
}
const sizes = (text) => text.split(',').map(Number);
const quick = options.quick;
const matchSizes = sizes(options['match-sizes'] ?? (quick ? '1000,10000' : '1000,10000,100000'));
const searchSizes = sizes(options['search-sizes'] ?? (quick ? '10000,30000,100000' : '100000,300000,1000000'));
const oneIn = Number(options['one-in'] ?? (quick ? 30 : 3));
const questions = options.questions ?? (quick ? '200' : '1000');
const out = resolve(options.out ?? join(ROOT, 'build/peers'));
const pictures = resolve(options.pictures ?? (quick ? out : join(ROOT, 'doc/pictures')));
const posts = resolve(options.posts);

function run(program, args, { pinned = true } = {}) {
  const [command, all] = pinned ? ['taskset', ['-c', options.core, program, ...args]] : [program, args];
  return execFileSync(command, all, { encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX, stdio: ['ignore', 'pipe', 'inherit'] });
}
const bench = (name, args) => run(join(BUILT, 'bench', name), args.map(String));
// One core: a collector that uses no other, and memory enough not to be the subject.
const java = (name, args) => run('java', ['-XX:+UseSerialGC', '-Xmx6g', '-cp', options['class-path'], name, ...args.map(String)]);
const figures = (text) => text.trim().split('\n').map((line) => JSON.parse(line));
const say = (text) => console.error(`\x1b[1m${text}\x1b[0m`);
const linesOf = (path) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

/** Whether two files hold the same bytes, a piece at a time: they may be large. */
function sameBytes(left, right) {
  const files = [openSync(left), openSync(right)];
  const pieces = files.map(() => Buffer.alloc(1 << 20));
  for (;;) {
    const [one, other] = files.map((file, i) => pieces[i].subarray(0, readSync(file, pieces[i])));
    if (!one.equals(other)) return false;
    if (one.length === 0) return true;
  }
}

/** Ends the run where two engines did not say the same. */
function expectSame(what, left, right) {
  if (sameBytes(left, right)) return;
  const [one, other] = [linesOf(left), linesOf(right)];
  const shown = [];
  for (let i = 0; i < Math.max(one.length, other.length) && shown.length < SHOWN_DIFFERENCES; i++) {
    if (one[i] !== other[i]) shown.push(`  line ${i + 1}: ${one[i] ?? '(none)'} | ${other[i] ?? '(none)'}`);
  }
  console.error(`${what}: the answers differ, ${left} and ${right}\n${shown.join('\n')}`);
  process.exit(1);
}

function writeWords(watches, folder) {
  mkdirSync(folder, { recursive: true });
  bench('write_words', [posts, resolve(watches), folder, questions]);
  return linesOf(join(folder, 'left_out.txt')).map((line) => line.split('\t')).map(([count, why]) => ({ count: Number(count), why }));
}

/** Matching at one size: both engines, then the comparison. */
function match(folder, count, every) {
  say(`Matching ${count} watches`);
  const files = { vigie: join(folder, 'matches.vigie'), lucene: join(folder, 'matches.lucene') };
  const vigie = figures(bench('vigie_match', [posts, join(folder, 'watches.tsv'), count, every, files.vigie]))[0];
  const lucene = figures(java('LuceneMatch', [join(folder, 'posts.txt'), join(folder, 'watches.txt'), count, every, files.lucene]))[0];
  expectSame(`${count} watches`, files.vigie, files.lucene);
  return { vigie, lucene };
}

/** `vigie match`, from JSON to the file of matches; held to what was compared before, on the posts that were. */
function matchWhole(folder, every) {
  const found = join(folder, 'matches.tsv');
  const ids = linesOf(join(folder, 'posts.txt')).map((line) => line.slice(0, line.indexOf('\t')));
  const watches = linesOf(join(folder, 'watches.tsv')).map((line) => line.slice(0, line.indexOf('\t')));
  const expected = linesOf(join(folder, 'matches.vigie')).map((line) => line.split('\t')).map(([post, watch]) => `${ids[post]}\t${watches[watch]}`);
  const compared = new Set(ids.filter((_, number) => number % every === 0));
  return [1, 2].map((threads) => {
    say(`vigie match, ${threads} threads`);
    const told = JSON.parse(run(join(BUILT, 'vigie'), ['match', '--watches', join(folder, 'watches.tsv'), '--posts', posts, '--threads', String(threads), '--out', found, '--json'], { pinned: false }));
    const kept = linesOf(found).filter((line) => compared.has(line.slice(0, line.indexOf('\t'))));
    if (kept.length !== expected.length || kept.some((line, i) => line !== expected[i])) {
      console.error(`vigie match with ${threads} threads says other than the stage alone: ${found}`);
      process.exit(1);
    }
    return { threads, ...told };
  });
}

/** Indexing and searching: each engine at every size, then the comparison. */
function search(folder) {
  const words = join(folder, 'posts.txt');
  const asked = join(folder, 'questions.txt');
  const stores = join(folder, 'stores');
  rmSync(stores, { recursive: true, force: true });
  mkdirSync(stores, { recursive: true });
  const common = [asked, stores, searchSizes.join(',')];
  const engines = {
    vigie: () => bench('vigie_search', [posts, ...common]),
    lucene: () => java('LuceneSearch', [words, ...common, 'sorted']),
    lucene_unsorted: () => java('LuceneSearch', [words, ...common, 'unsorted']),
    xapian: () => bench('xapian_search', [words, ...common]),
    fts5: () => bench('fts5_search', [words, ...common]),
  };
  const told = {};
  for (const [name, ask] of Object.entries(engines)) {
    if (options.skip.includes(name)) continue;
    say(`Indexing and searching: ${name}`);
    told[name] = figures(ask());
    for (const size of searchSizes) expectSame(`${name}, ${size} posts`, join(stores, `answers.vigie.${size}`), join(stores, `answers.${name}.${size}`));
    rmSync(join(stores, name), { recursive: true, force: true });
  }
  return told;
}

function versions() {
  const installed = (name) => execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' });
  const lucene = /lucene-core-([\d.]+)\.jar/.exec(options['class-path'])[1];
  const commit = execFileSync('git', ['-C', ROOT, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const jdk = /"([^"]+)"/.exec(execFileSync('sh', ['-c', 'java -version 2>&1'], { encoding: 'utf8' }))[1];
  return `Vigie ${commit}, Lucene ${lucene} on OpenJDK ${jdk}, Xapian ${installed('libxapian-dev')}, SQLite ${installed('libsqlite3-dev')}`;
}

mkdirSync(out, { recursive: true });
mkdirSync(pictures, { recursive: true });
const mixes = options.watches.map((file, i) => {
  const name = file.replace(/^.*\//, '').replace(/\.tsv$/, '');
  const folder = join(out, `words.${i}`);
  say(`Reading posts and ${name}`);
  const leftOut = writeWords(file, folder);
  const total = linesOf(join(folder, 'watches.tsv')).length;
  const every = i === 0 ? oneIn : Math.max(oneIn, MORE_ONE_IN);
  const wanted = i === 0 ? [...new Set(matchSizes.map((size) => Math.min(size, total)))] : [total];
  const rows = wanted.map((count) => match(folder, count, every));
  return { name, leftOut, folder, every, rows };
});
const whole = matchWhole(mixes[0].folder, mixes[0].every);
const found = search(mixes[0].folder);

const told = { machine: `${cpus().length} cores of a current x86-64 server`, versions: versions(), mixes, whole, search: found };
writeFileSync(join(out, 'results.json'), JSON.stringify(told, null, 1));
const text = [matchTable(mixes), wholeTable(whole), searchTable(found), `${told.machine}; ${told.versions}.`].join('\n\n') + '\n';
writeFileSync(join(out, 'results.md'), text);
writeFileSync(join(pictures, 'peers-match.svg'), drawGrowth({
  title: 'Matching: posts a second, one core, by watches', across: 'watches', up: 'posts/s',
  lines: [['Vigie', 'vigie'], ['Lucene', 'lucene']].map(([name, key]) => ({ name, points: mixes[0].rows.map((row) => [row[key].watches, row[key].posts_per_s]) })),
}));
const names = { vigie: 'Vigie', lucene: 'Lucene', lucene_unsorted: 'Lucene, unsorted', xapian: 'Xapian', fts5: 'FTS5' };
for (const [key, what, file] of [['p50_us', 'median', 'peers-search-p50'], ['p99_us', '99th percentile', 'peers-search-p99']]) {
  writeFileSync(join(pictures, `${file}.svg`), drawGrowth({
    title: `Searching: microseconds for the newest 20, ${what}, by posts`, across: 'posts', up: 'µs',
    lines: Object.entries(found).map(([name, rows]) => ({ name: names[name], points: rows.map((row) => [row.posts, row[key]]) })),
  }));
}
console.log(text);
say(`All answers were the same. Tables: ${join(out, 'results.md')}; pictures: ${pictures}`);
