// What was heard, as charts tell it: where to hatch, and in words. Pure.
import type { Bucket, Gap, SourceCoverage } from '../api/types';

/** Never more than was heard: 99.6 % is told as 99. */
export function heardPercent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(Math.floor(share * 100 + 1e-6) / 100);
}

export const isPartly = (bucket: Bucket): boolean => bucket.coverage !== null && bucket.coverage < 1;

/** Stretches that are hatched, in seconds since 1970: gaps of several sources that touch are one. */
export function hatched(gaps: readonly Gap[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  const stretches = gaps.map((gap) => ({ from: new Date(gap.from).getTime() / 1000, to: new Date(gap.to).getTime() / 1000 }));
  for (const stretch of stretches.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to);
    else result.push(stretch);
  }
  return result;
}

/** The same, in milliseconds, as far as they lie within a chart. */
export const hatchedWithin = (gaps: readonly Gap[], from: number, to: number): { begin: number; end: number }[] =>
  hatched(gaps)
    .map((gap) => ({ begin: Math.max(from, gap.from * 1000), end: Math.min(to, gap.to * 1000) }))
    .filter(({ begin, end }) => begin < end);

/** Stretches in which a source was to be heard, whether it was or not, in seconds since 1970. */
export function listening({ points, step_s, to }: Pick<SourceCoverage, 'points' | 'step_s' | 'to'>): { from: number; to: number }[] {
  const end = new Date(to).getTime() / 1000;
  const result: { from: number; to: number }[] = [];
  for (const { at, share } of points) {
    if (share === null) continue;
    const from = new Date(at).getTime() / 1000;
    const last = result.at(-1);
    if (last?.to === from) last.to = Math.min(from + step_s, end);
    else result.push({ from, to: Math.min(from + step_s, end) });
  }
  return result;
}

/** Of neighbours of one length. */
export const heardOf = (buckets: readonly Bucket[]): number | null => meanHeard(buckets.map((bucket) => bucket.coverage));

export function meanHeard(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
}
