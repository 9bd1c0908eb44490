// The times under a curve: round ones in the reader's zone, of which the first of a day says which day it is. Pure.
import { DAY_S, HOUR_S, MINUTE_S } from '../format/time';

const STEPS_S = [5, 10, 15, 30].map((n) => n * MINUTE_S).concat([1, 2, 3, 6, 12].map((n) => n * HOUR_S), [1, 2, 7, 14, 28].map((n) => n * DAY_S));

export interface Tick {
  at: number;
  name: string;
}

/** The first midnight in the reader's zone at or before. */
function dayOf(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function ticksOf(from: number, to: number, most: number, locale: string): Tick[] {
  const lengthS = (to - from) / 1000;
  const step = STEPS_S.find((size) => lengthS / size <= most) ?? 364 * DAY_S;
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: lengthS > 20 * DAY_S ? 'short' : undefined });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const out: Tick[] = [];
  let told = Number.NaN;
  for (let midnight = dayOf(from); midnight < to; midnight = dayOf(midnight + Math.max(step, DAY_S) * 1000 + 2 * HOUR_S * 1000)) {
    const next = dayOf(midnight + DAY_S * 1000 + 2 * HOUR_S * 1000);
    for (let at = midnight; at < (step >= DAY_S ? midnight + 1 : next) && at < to; at += step * 1000) {
      if (at < from) continue;
      out.push({ at, name: told === midnight && step < DAY_S ? clock.format(at) : step < DAY_S && at !== midnight ? `${day.format(at)} ${clock.format(at)}` : day.format(at) });
      told = midnight;
    }
  }
  return out;
}
