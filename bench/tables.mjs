// Figures as tables in markdown; the better figure of each comparison is bold.
export const grouped = (number, digits = 0) => {
  const [whole, part] = number.toFixed(digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '');
};
const MIB = 1 << 20;
const round = (number) => Number(number.toPrecision(3));
const bold = (text, is) => (is ? `**${text}**` : text);
const row = (cells) => `| ${cells.join(' | ')} |`;
export const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const short = (number) => grouped(round(number), number < 10 ? 2 : number < 100 ? 1 : 0);

export function matchTable(mixes) {
  const head = ['watches', 'posts', 'matches a post', 'Vigie posts/s', 'Lucene posts/s', 'Vigie : Lucene', 'Lucene looked at, a post', 'Vigie MiB', 'bytes a watch', 'Lucene MiB'];
  const rows = mixes.flatMap(({ name, rows: all }) =>
    all.map(({ vigie, lucene }) => [
      `${grouped(vigie.watches)} of ${name}`, grouped(vigie.posts), short(vigie.matches / vigie.posts),
      bold(grouped(round(vigie.posts_per_s)), vigie.posts_per_s >= lucene.posts_per_s),
      bold(grouped(round(lucene.posts_per_s)), lucene.posts_per_s > vigie.posts_per_s),
      `${short(vigie.posts_per_s / lucene.posts_per_s)}`, short(lucene.candidates_per_post),
      grouped(vigie.rss_bytes / MIB), grouped(vigie.watch_bytes / vigie.watches), grouped(lucene.rss_bytes / MIB),
    ]),
  );
  const left = mixes.flatMap(({ name, leftOut }) => leftOut.map(({ count, why }) => `${grouped(count)} of ${name}: ${why}`));
  return table(head, rows) + `\n\nLeft out on both sides, for Lucene cannot be asked the same: ${left.length > 0 ? left.join('; ') : 'none'}.`;
}

export function wholeTable(whole) {
  const head = ['`vigie match`, from JSON to a file', 'posts/s', 'seconds', 'matches'];
  return table(head, whole.map((one) => [`${grouped(one.watches)} watches, threads: ${one.threads}`, grouped(round(one.posts_per_s)), one.seconds.toFixed(2), grouped(one.matches)]));
}

const NAMES = { vigie: 'Vigie', lucene: 'Lucene, newest first in each segment', lucene_unsorted: 'Lucene, as they came', xapian: 'Xapian', fts5: 'SQLite FTS5' };

export function searchTable(found) {
  const head = ['posts', 'engine', 'indexed posts/s', 'bytes a post', 'p50 µs', 'p99 µs', 'MiB'];
  const engines = Object.keys(found);
  const rows = found[engines[0]].flatMap((_, at) => {
    const best = (key, least) => Math[least ? 'min' : 'max'](...engines.map((engine) => found[engine][at][key]));
    return engines.map((engine) => {
      const one = found[engine][at];
      const cell = (key, least, text) => bold(text(one[key]), one[key] === best(key, least));
      return [
        grouped(one.posts), NAMES[engine], cell('index_posts_per_s', false, (value) => grouped(round(value))),
        cell('bytes_per_post', true, grouped), cell('p50_us', true, short), cell('p99_us', true, short),
        cell('rss_bytes', true, (value) => grouped(value / MIB)),
      ];
    });
  });
  return table(head, rows);
}
