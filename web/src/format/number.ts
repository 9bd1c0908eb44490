// Numbers as people of a language write them.

export function whole(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(Math.round(value));
}

/** 308 214 as 308 k: for tight places; the exact figure stands in a title beside it. */
export function compact(value: number, language: string): string {
  if (value < 10_000) return whole(value, language);
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

export function share(part: number, total: number, language: string): string {
  const fraction = total > 0 ? part / total : 0;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(fraction);
}

/** Rates below ten keep a decimal: the difference between 0.4 and 1 post a second is felt. */
export function rate(perSecond: number, language: string): string {
  const digits = perSecond < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(perSecond);
}

/** Under this many posts a share says little: it is shown grey. */
export const SMALL_SAMPLE = 30;
