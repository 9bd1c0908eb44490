// Language beside CLD2 and mood beside fastText, on the same rows: tables. Started by bench/readings, which builds what is
// run here. fastText learns and answers with one thread; its figures are counted here from its answers.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { grouped, table } from './tables.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BUILT = join(ROOT, 'build/release/bench');
const MOODS = ['negative', 'neutral', 'positive'];
const OUTPUT_BYTES_MAX = 64 << 20;

const { values: options } = parseArgs({
  options: {
    language: { type: 'string' }, mood: { type: 'string' }, out: { type: 'string', default: join(ROOT, 'build/readings') },
    folds: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, epochs: { type: 'string', default: '5' },
    core: { type: 'string', default: String(cpus().length - 1) },
  },
});
if (!options.language && !options.mood) {
  console.error('bench/readings: --language or --mood is needed; see bench/readings --help');
  process.exit(2);
}
const out = resolve(options.out);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const run = (program, args) =>
  execFileSync('taskset', ['-c', options.core, program, ...args], { encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX, stdio: ['ignore', 'pipe', 'inherit'] });
const objects = (text) => text.trim().split('\n').map((line) => JSON.parse(line));
const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function languageTable() {
  const all = objects(run(join(BUILT, 'language_beside'), [resolve(options.language), join(ROOT, 'models/language.vml')]));
  const names = { vigie: 'Vigie', cld2: 'CLD2', cld2_best_effort: 'CLD2, best effort' };
  return table(['set', 'engine', 'texts', 'accuracy', 'texts/s, one core'],
    all.map((one) => [one.set, names[one.engine], grouped(one.n), one.accuracy.toFixed(3), grouped(one.texts_per_s)]));
}

/** Macro-F1 and macro recall; a mood that is never guessed has precision 0. */
export function scoresOf(truths, guesses) {
  const count = (test) => truths.filter((truth, at) => test(truth, guesses[at])).length;
  const each = MOODS.map((mood) => {
    const right = count((truth, guess) => truth === mood && guess === mood);
    const recall = right / Math.max(1, count((truth) => truth === mood));
    const precision = right / Math.max(1, count((_, guess) => guess === mood));
    return { recall, f1: right > 0 ? (2 * recall * precision) / (recall + precision) : 0 };
  });
  return { macro_f1: mean(each.map(({ f1 }) => f1)), macro_recall: mean(each.map(({ recall }) => recall)) };
}

function fastText(fold, files) {
  const model = join(out, `${fold}.model`);
  run('fasttext', ['supervised', '-input', join(out, `${fold}.train`), '-output', model, '-thread', '1', '-seed', options.seed, '-epoch', options.epochs,
    '-dim', '50', '-lr', '0.2', '-wordNgrams', '2', '-minn', '3', '-maxn', '5', '-bucket', '2000000', '-verbose', '0']);
  return files.map((file) => {
    const test = join(out, `${fold}.${file.replaceAll('/', '_')}.test`);
    const truths = readFileSync(test, 'utf8').trim().split('\n').map((line) => line.split(' ', 1)[0].slice('__label__'.length));
    const guesses = run('fasttext', ['predict', `${model}.bin`, test]).trim().split('\n').map((line) => line.slice('__label__'.length));
    return { fold, file, engine: 'fasttext', ...scoresOf(truths, guesses) };
  });
}

/** What fastText takes for a text: all tests of a fold said ten times, less a run over one line, which is its start; the
 * processor's time. */
function fastTextSpeed(fold) {
  const tests = readdirSync(out).filter((name) => name.startsWith(`${fold}.`) && name.endsWith('.test'));
  const lines = tests.map((name) => readFileSync(join(out, name), 'utf8')).join('');
  writeFileSync(join(out, 'speed'), lines.repeat(10));
  writeFileSync(join(out, 'start'), lines.split('\n', 1)[0] + '\n');
  const seconds = (file) =>
    Number(run('bash', ['-c', 'TIMEFORMAT=%U; { time fasttext predict "$1" "$2" >/dev/null; } 2>&1', 'bash', join(out, `${fold}.model.bin`), join(out, file)]));
  return (lines.split('\n').length * 10) / Math.max(1e-9, seconds('speed') - seconds('start'));
}

function moodTable() {
  const ours = objects(run(join(BUILT, 'mood_beside'), [resolve(options.mood), join(ROOT, 'models/language.vml'), out, options.folds, options.seed]));
  const files = [...new Set(ours.map(({ file }) => file))];
  const folds = [...new Set(ours.map(({ fold }) => fold))];
  const theirs = folds.flatMap((fold) => fastText(fold, files));
  const figure = (all, file, key) => mean(all.filter((one) => one.file === file).map((one) => one[key])).toFixed(3);
  const rows = files.map((file) => [file, ...['macro_f1', 'macro_recall'].flatMap((key) => [figure(ours, file, key), figure(theirs, file, key)])]);
  const dealt = files.filter((file) => file.startsWith('umsab/'));
  const both = (all, key) => mean(all.filter(({ file }) => dealt.includes(file)).map((one) => one[key])).toFixed(3);
  rows.push([`mean of ${dealt.length}`, ...['macro_f1', 'macro_recall'].flatMap((key) => [both(ours, key), both(theirs, key)])]);
  const speeds = `Texts a second, one core, words included: Vigie ${grouped(mean(ours.map((one) => one.texts_per_s)))} (language too), fastText ${grouped(fastTextSpeed(folds[0]))}.`;
  return `${table([`set, mean of ${folds.length} folds`, 'macro-F1', 'fastText', 'macro recall', 'fastText'], rows)}\n\n${speeds}`;
}

const tables = [options.language && languageTable, options.mood && moodTable].filter(Boolean).map((make) => make());
writeFileSync(join(out, 'results.md'), tables.join('\n\n') + '\n');
console.log(tables.join('\n\n'));
