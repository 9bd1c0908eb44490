// Numbers as people of a language write them.

export function whole(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(Math.round(value));
}

/** 308 214 as 308 k: for tight places; the exact figure stands in a title beside it. */
export function compact(value: number, language: string): string {
  if (value < 10_000) return whole(value, language);
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

export function percent(fraction: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}

/** Whole percents of the parts of a whole that add up to 100 (the largest remainder, after Hare). */
export function hundredths(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 100);
  const shares = exact.map(Math.floor);
  const missing = 100 - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Rates below ten keep a decimal: the difference between 0.4 and 1 post a second is felt. */
export function rate(perSecond: number, language: string): string {
  const digits = perSecond < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(perSecond);
}

/** Under this many posts a share says little: it is shown grey, as an interval. */
export const SMALL_SAMPLE = 30;
