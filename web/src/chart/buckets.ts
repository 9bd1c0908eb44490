// Series as charts want them: without gaps, and coarse enough for the eye. Pure.
import type { Bucket, Series, Span } from '../api/types';
import { heardOf } from './coverage';

/** Every step from `from` to `to`; steps that the server left out hold zero. */
export function filled(series: Series): Bucket[] {
  const step = series.step_s * 1000;
  if (step <= 0) return series.buckets;
  const known = new Map(series.buckets.map((bucket) => [new Date(bucket.time).getTime(), bucket]));
  const anchor = new Date(series.buckets[0]?.time ?? series.from).getTime();
  const offset = ((anchor % step) + step) % step;
  const begin = Math.floor((new Date(series.from).getTime() - offset) / step) * step + offset;
  const result: Bucket[] = [];
  for (let at = begin; at < new Date(series.to).getTime(); at += step) {
    result.push(known.get(at) ?? emptyAt(at));
  }
  return result;
}

function emptyAt(at: number): Bucket {
  return { time: new Date(at).toISOString(), posts: 0, voices: 0, negative: 0, neutral: 0, positive: 0, coverage: null };
}

export function spanOf(bucket: Bucket, stepS: number): Span {
  const from = new Date(bucket.time);
  return { from, to: new Date(from.getTime() + stepS * 1000) };
}

/** Neighbours as one: their sum, how many they are, the time they cover. Voices cannot be added: they are left 0. */
export interface Group {
  sum: Bucket;
  count: number;
  span: Span;
}

/** The newest group is a whole one: those left over stand first. */
export function grouped(buckets: readonly Bucket[], stepS: number, countMax: number): Group[] {
  const size = Math.max(1, Math.ceil(buckets.length / countMax));
  const leftOver = buckets.length % size;
  const groups: Group[] = [];
  for (let index = leftOver === 0 ? 0 : leftOver - size; index < buckets.length; index += size) {
    const members = buckets.slice(Math.max(0, index), index + size);
    const first = members[0] as Bucket;
    groups.push({ sum: added(members, first.time), count: members.length, span: spanOf(first, stepS * members.length) });
  }
  return groups;
}

function added(buckets: readonly Bucket[], time: string): Bucket {
  const sum = { ...emptyAt(0), time, coverage: heardOf(buckets) };
  for (const bucket of buckets) {
    sum.posts += bucket.posts;
    sum.negative += bucket.negative;
    sum.neutral += bucket.neutral;
    sum.positive += bucket.positive;
  }
  return sum;
}

export function peakOf(buckets: readonly Bucket[]): Bucket | undefined {
  return buckets.reduce<Bucket | undefined>((best, one) => (!best || one.posts > best.posts ? one : best), undefined);
}
