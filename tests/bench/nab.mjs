// How well are bursts found? The score of the Numenta Anomaly Benchmark (Lavin, Ahmad: "Evaluating Real-time Anomaly
// Detection Algorithms", ICMLA 2015), with the one threshold that is best for all files of a run.
const PROFILES = { standard: { tp: 1, fp: 0.11, fn: 1 }, low_fp: { tp: 1, fp: 0.22, fn: 1 }, low_fn: { tp: 1, fp: 0.11, fn: 2 } };
const PROBATION_SHARE = 0.15; // Of a file, and PROBATION_MAX rows at most: nothing is judged there.
const PROBATION_MAX = 750;

/** Worth of a detection: 1 at the left of a window, 0 at its end, down to -1 behind it. */
const worth = (position) => (position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);
const BEST = worth(-1);

const second = (timestamp) => timestamp.split('.')[0];

/** Of one file: `text` as `vigie eval bursts` writes it, `spans` as pairs of timestamps. */
export function judged(text, spans) {
  const rows = text.trim().split('\n').slice(1).map((line) => line.split(','));
  const at = new Map(rows.map(([timestamp], index) => [second(timestamp), index]));
  const begin = Math.min(Math.floor(PROBATION_SHARE * rows.length), PROBATION_MAX);
  const windows = spans.map((span) => span.map((timestamp) => at.get(second(timestamp)))).filter(([, to]) => to >= begin);
  const points = [];
  for (let index = begin; index < rows.length; ++index) {
    const inside = windows.findIndex(([from, to]) => from <= index && index <= to);
    let position = 4; // Behind no window.
    if (inside >= 0) {
      const [from, to] = windows[inside];
      position = -(to - index + 1) / (to - from + 1);
    } else {
      const before = windows.filter(([, to]) => to < index).at(-1);
      if (before && before[1] > before[0]) position = (index - before[1]) / (before[1] - before[0]);
    }
    points.push({ score: Number(rows[index][2]), inside, worth: worth(position) });
  }
  return { points, windows: windows.length };
}

/** { score, threshold, found, windows, alarms } of `files` under one profile: 100 is perfect, 0 is silence. */
export function nabScore(files, profile) {
  const { tp, fp, fn } = PROFILES[profile];
  const windows = files.reduce((sum, file) => sum + file.windows, 0);
  const events = files.flatMap(({ points }, file) => points.map((point, index) => ({ ...point, file, index }))).filter(({ score }) => score > 0);
  events.sort((a, b) => b.score - a.score);
  const silence = -fn * windows;
  const first = new Map(); // By window: the earliest detection so far.
  let total = silence;
  let alarms = 0;
  let best = { total, threshold: 1.1, found: 0, alarms: 0 };
  for (let i = 0; i < events.length; ) {
    const threshold = events[i].score;
    for (; i < events.length && events[i].score === threshold; ++i) {
      const { file, inside, index, worth: value } = events[i];
      if (inside < 0) {
        total += fp * value;
        ++alarms;
        continue;
      }
      const key = `${file}.${inside}`;
      const before = first.get(key);
      if (!before) total += fn + (tp * value) / BEST;
      else if (index < before.index) total += (tp * (value - before.value)) / BEST;
      if (!before || index < before.index) first.set(key, { index, value });
    }
    if (total > best.total) best = { total, threshold, found: first.size, alarms };
  }
  const score = (100 * (best.total - silence)) / (tp * windows - silence);
  return { score, threshold: best.threshold, found: best.found, windows, alarms: best.alarms };
}

export const NAB_PROFILES = Object.keys(PROFILES);
