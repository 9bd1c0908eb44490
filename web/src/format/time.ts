// Times as people of a language write them, in the time zone of the reader.

export const MINUTE_S = 60;
export const HOUR_S = 3600;
export const DAY_S = 86_400;

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

/** A length in the one or two units that matter: "6 minutes", "2 hr, 40 min". */
export function duration(seconds: number, language: string): string {
  const minutes = Math.max(1, Math.round(seconds / MINUTE_S));
  const write = (value: number, unit: string, unitDisplay: 'long' | 'short') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(value);
  if (minutes < 90) return write(minutes, 'minute', 'long');
  const hours = Math.round(minutes / 60);
  return write(hours, 'hour', 'long');
}

/** A stretch that runs, where there is little room: "40 s", "12 min", "3 h 05", "2 d 4 h". */
export function stretch(ms: number, language: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const write = (value: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (seconds < MINUTE_S) return write(seconds, 'second');
  if (seconds < HOUR_S) return write(Math.floor(seconds / MINUTE_S), 'minute');
  const [size, rest] = seconds < DAY_S ? (['hour', 'minute'] as const) : (['day', 'hour'] as const);
  const [large, small] = size === 'hour' ? [HOUR_S, MINUTE_S] : [DAY_S, HOUR_S];
  const over = Math.floor((seconds % large) / small);
  return over ? `${write(Math.floor(seconds / large), size)} ${write(over, rest)}` : write(Math.floor(seconds / large), size);
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

/** The clock where there is little room: "Fri 17:00". */
export function shortClock(time: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(time);
}

/** A bucket as its moment where it is short, as its days where it is long. */
export function bucketLabel(time: Date, stepS: number, language: string): string {
  if (stepS > DAY_S) return spanLabel(time, new Date(time.getTime() + stepS * 1000), language);
  if (stepS === DAY_S) return day(time, language);
  return clock(time, language);
}

/** A span as one phrase; Intl knows what both ends share. A span of whole days ends with its last day. */
export function spanLabel(from: Date, to: Date, language: string): string {
  const near = to.getTime() - from.getTime() <= 3 * DAY_S * 1000;
  if (near) return momentRange(from, to, language);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(language, options).formatRange(from, new Date(to.getTime() - 1));
}

function momentRange(from: Date, to: Date, language: string): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(language, options).formatRange(from, to);
}
