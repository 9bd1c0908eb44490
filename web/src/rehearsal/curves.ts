// Curves of a week-end as small pictures that share one scale. Pure.
import type { CurvePoint, Played } from '../api/scorecard';

export type Count = 'critical' | 'defence' | 'posts';

/** The highest of any, so that the pictures can be compared. */
export function peakOf(played: readonly Played[], counts: readonly Count[]): number {
  return Math.max(1, ...played.flatMap(({ curve }) => curve.flatMap((point) => counts.map((count) => point[count]))));
}

/** All of the time that any of them covers. */
export function spanOf(played: readonly Played[]): { from: number; to: number } {
  const times = played.flatMap(({ curve }) => [curve[0], curve.at(-1)]).flatMap((point) => (point ? [new Date(point.at).getTime()] : []));
  const from = Math.min(...times);
  return times.length ? { from, to: Math.max(from + 1, ...times) } : { from: 0, to: 1 };
}

/** Points of a polyline in a picture of `width` by `height`; its top is `peak`. */
export function lineOf(curve: readonly CurvePoint[], count: Count, span: { from: number; to: number }, peak: number, width: number, height: number): string {
  return curve
    .map((point) => {
      const x = ((new Date(point.at).getTime() - span.from) / (span.to - span.from)) * width;
      return `${x.toFixed(1)},${(height - (point[count] / peak) * height).toFixed(1)}`;
    })
    .join(' ');
}

/** Hours of the story in which any of the curves says something, so many at most, for a table. */
export function rowsOf(played: readonly Played[], most: number): string[] {
  const longest = played.reduce<readonly CurvePoint[]>((best, { curve }) => (curve.length > best.length ? curve : best), []);
  const step = Math.max(1, Math.ceil(longest.length / most));
  return longest.filter((_, index) => index % step === 0).map(({ at }) => at);
}

/** What a curve says at a moment of the table: of all its points until the next. */
export function sumAt(curve: readonly CurvePoint[], count: Count, rows: readonly string[], index: number): number {
  const [from, to] = [rows[index] ?? '', rows[index + 1]];
  return curve.filter(({ at }) => at >= from && (!to || at < to)).reduce((sum, point) => sum + point[count], 0);
}
