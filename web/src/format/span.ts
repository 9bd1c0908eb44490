// Which stretch of time a chart shows, and in what steps.
import type { Span } from '../api/types';
import { DAY_S, HOUR_S, MINUTE_S } from './time';

export type SpanName = 'hour' | 'day' | 'week' | 'month' | 'all';
export const SPAN_NAMES: readonly SpanName[] = ['hour', 'day', 'week', 'month', 'all'];

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

/** The span before `now`, its edges on whole steps so that a bucket never changes its meaning. */
export function spanBefore(now: Date, name: Exclude<SpanName, 'all'>): Chosen {
  const [length, step] = LENGTH_S[name];
  const to = Math.ceil(now.getTime() / 1000 / step) * step;
  return { from: new Date((to - length) * 1000), to: new Date(to * 1000), stepS: step };
}

/** All of the time between two posts, in at most 160 steps. */
export function spanOver(first: Date, last: Date): Chosen {
  const from = first.getTime() / 1000;
  const to = last.getTime() / 1000 + 1;
  const step = NICE_STEPS_S.find((size) => (to - from) / size <= BUCKETS_WANTED_MAX) ?? 3640 * DAY_S;
  return {
    from: new Date(Math.floor(from / step) * step * 1000),
    to: new Date(Math.ceil(to / step) * step * 1000),
    stepS: step,
  };
}
