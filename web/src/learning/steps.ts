// The series of a measure as its charts show it: a share of a whole at each step. Pure.
import type { Figure, MeasureStep } from '../api/measure';
import type { Span } from '../api/types';
import { meanHeard } from '../chart/coverage';
import { shareInterval } from '../format/interval';
import { SMALL_SAMPLE } from '../format/number';

export interface Part {
  span: Span;
  part: number;
  whole: number;
  /** The share of its time in which the sources were heard; null: none was to be. */
  heard: number | null;
}

/** What each chart shows: of so many, so many are of the figure. */
export type Side = 'turn' | 'presence' | 'defence';
export const SIDES: readonly Side[] = ['turn', 'presence', 'defence'];
export const FIGURE_OF: Record<Side, Figure> = { turn: 'critical', presence: 'acknowledged', defence: 'defended' };

export function partsOf(side: Side, series: readonly MeasureStep[], end: Date): Part[] {
  return series.map((step, index) => {
    const next = series[index + 1];
    const span = { from: new Date(step.start), to: next ? new Date(next.start) : end };
    const heard = step.coverage;
    if (side === 'turn') return { span, heard, part: step.critical, whole: step.contributions };
    return { span, heard, part: side === 'presence' ? step.acknowledged : step.defended, whole: step.critical };
  });
}

/** Neighbours together, so that at most `most` columns stand, each with a sample worth a look where there is one. */
export function columnsOf(parts: readonly Part[], most: number): Part[] {
  const total = parts.reduce((sum, { whole }) => sum + whole, 0);
  const wanted = Math.max(1, Math.min(most, Math.max(6, Math.floor(total / SMALL_SAMPLE))));
  const size = Math.max(1, Math.ceil(parts.length / wanted));
  const columns: Part[] = [];
  for (let at = 0; at < parts.length; at += size) {
    const group = parts.slice(at, at + size);
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) continue;
    columns.push({
      span: { from: first.span.from, to: last.span.to },
      part: group.reduce((sum, one) => sum + one.part, 0),
      whole: group.reduce((sum, one) => sum + one.whole, 0),
      heard: meanHeard(group.map(({ heard }) => heard)),
    });
  }
  return columns;
}

/** The top of the axis: the next tenth above the highest interval, and never less than a fifth. */
export function ceilingOf(columns: readonly Part[], band: { high: number } | null): number {
  const shares = columns.filter(({ whole }) => whole >= SMALL_SAMPLE).map(({ part, whole }) => shareInterval(part, whole).high);
  const loose = shares.length > 0 ? shares : columns.filter(({ whole }) => whole > 0).map(({ part, whole }) => part / whole);
  return Math.min(1, Math.max(0.2, Math.ceil(Math.max(0, ...loose, band?.high ?? 0) * 10) / 10));
}
