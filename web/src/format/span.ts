// Which stretch of time figures are of, and in what steps.
import type { Span } from '../api/types';
import { DAY_S, HOUR_S, MINUTE_S } from './time';

export type SpanName = 'hour' | 'day' | 'week' | 'month' | 'all';
export const SPAN_NAMES: readonly SpanName[] = ['hour', 'day', 'week', 'month', 'all'];

/** What a person asks for: a span that moves with the clock, or one that stands. */
export type SpanWish = SpanName | Span;

const LENGTH_S: Record<Exclude<SpanName, 'all'>, [length: number, step: number]> = {
  hour: [HOUR_S, MINUTE_S],
  day: [DAY_S, 15 * MINUTE_S],
  week: [7 * DAY_S, 2 * HOUR_S],
  month: [30 * DAY_S, 6 * HOUR_S],
};

const NICE_STEPS_S = [
  MINUTE_S, 5 * MINUTE_S, 15 * MINUTE_S, HOUR_S, 3 * HOUR_S, 6 * HOUR_S, DAY_S, 7 * DAY_S, 28 * DAY_S, 364 * DAY_S,
];
const BUCKETS_WANTED_MAX = 160;

export interface Chosen extends Span {
  stepS: number;
}

/**
 * The span before `now`: it holds the whole of its length and the step that runs now. Edges are whole
 * steps, so that a bucket never changes its meaning.
 */
export function spanBefore(now: Date, name: Exclude<SpanName, 'all'>): Chosen {
  const [length, step] = LENGTH_S[name];
  const nowS = now.getTime() / 1000;
  const from = Math.floor((nowS - length) / step) * step;
  const to = (Math.floor(nowS / step) + 1) * step;
  return { from: new Date(from * 1000), to: new Date(to * 1000), stepS: step };
}

/** All of the time between two posts, in at most 160 steps; whole days begin at the reader's midnight. */
export function spanOver(first: Date, last: Date): Chosen {
  const to = last.getTime() / 1000 + 1;
  const step = stepFor(to - first.getTime() / 1000);
  const from = beginOf(first, step);
  return { from: new Date(from * 1000), to: new Date((from + Math.ceil((to - from) / step) * step) * 1000), stepS: step };
}

/** A span as it was asked for, to the second, in steps that suit its length. */
export function spanExactly(span: Span): Chosen {
  return { ...span, stepS: stepFor((span.to.getTime() - span.from.getTime()) / 1000) };
}

function stepFor(lengthS: number): number {
  return NICE_STEPS_S.find((size) => lengthS / size <= BUCKETS_WANTED_MAX) ?? 3640 * DAY_S;
}

function beginOf(time: Date, stepS: number): number {
  if (stepS < DAY_S) return Math.floor(time.getTime() / 1000 / stepS) * stepS;
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime() / 1000;
}

/** A wish as it stands in an address: `week`, or `2026-02-01T00:00:00.000Z..2026-02-08T00:00:00.000Z`. */
export function textOfWish(wish: SpanWish): string {
  return typeof wish === 'string' ? wish : `${wish.from.toISOString()}..${wish.to.toISOString()}`;
}

export function wishIn(text: string | null): SpanWish | undefined {
  return SPAN_NAMES.find((name) => name === text) ?? spanIn(text);
}

export function spanIn(text: string | null): Span | undefined {
  const ends = (text ?? '').split('..').map((end) => new Date(end));
  const [from, to] = ends;
  if (ends.length !== 2 || !from || !to || !(from < to)) return undefined;
  return { from, to };
}
