// Times as people of a language write them, in the time zone of the reader.

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY_S],
  ['month', 30 * DAY_S],
  ['day', DAY_S],
  ['hour', HOUR_S],
  ['minute', MINUTE_S],
];

/** "3 min. ago"; under a minute, and ahead of us (clocks differ), it is "now". */
export function ago(time: Date, now: Date, language: string): string {
  const seconds = Math.min(0, (time.getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

export function moment(time: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(time);
}

export function day(time: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(time);
}

export function clock(time: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(time);
}

/** The shortest label that still tells buckets of this step apart. */
export function bucketLabel(time: Date, stepS: number, language: string): string {
  if (stepS >= 28 * DAY_S) return new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' }).format(time);
  if (stepS >= DAY_S) return day(time, language);
  if (stepS > MINUTE_S) return clock(time, language);
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(time);
}

/** A span as one phrase; Intl knows what both ends share. */
export function spanLabel(from: Date, to: Date, language: string): string {
  const near = to.getTime() - from.getTime() <= 3 * DAY_S * 1000;
  const options: Intl.DateTimeFormatOptions = near
    ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
    : { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(language, options).formatRange(from, to);
}

export { DAY_S, HOUR_S, MINUTE_S };
