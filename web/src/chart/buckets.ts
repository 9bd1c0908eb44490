// Series as charts want them: without gaps, and coarse enough for the eye. Pure.
import type { Bucket, Series } from '../api/types';

/** Every step from `from` to `to`; steps that the server left out hold zero. */
export function filled(series: Series): Bucket[] {
  const step = series.step_s * 1000;
  if (step <= 0) return series.buckets;
  const known = new Map(series.buckets.map((bucket) => [new Date(bucket.time).getTime(), bucket]));
  const anchor = series.buckets[0] ? new Date(series.buckets[0].time).getTime() : 0;
  const offset = ((anchor % step) + step) % step;
  const begin = Math.floor((new Date(series.from).getTime() - offset) / step) * step + offset;
  const result: Bucket[] = [];
  for (let at = begin; at < new Date(series.to).getTime(); at += step) {
    result.push(known.get(at) ?? emptyAt(at));
  }
  return result;
}

function emptyAt(at: number): Bucket {
  return { time: new Date(at).toISOString(), posts: 0, voices: 0, negative: 0, neutral: 0, positive: 0 };
}

/** Neighbours added up until at most `count_max` are left. Voices cannot be added: they are left 0. */
export function coarser(buckets: readonly Bucket[], countMax: number): Bucket[] {
  const size = Math.max(1, Math.ceil(buckets.length / countMax));
  const result: Bucket[] = [];
  for (let index = 0; index < buckets.length; index += size) {
    const group = buckets.slice(index, index + size);
    const sum = { ...emptyAt(0), time: group[0]?.time ?? '' };
    for (const bucket of group) {
      sum.posts += bucket.posts;
      sum.negative += bucket.negative;
      sum.neutral += bucket.neutral;
      sum.positive += bucket.positive;
    }
    result.push(sum);
  }
  return result;
}

export function peakOf(buckets: readonly Bucket[]): Bucket | undefined {
  return buckets.reduce<Bucket | undefined>((best, one) => (!best || one.posts > best.posts ? one : best), undefined);
}
