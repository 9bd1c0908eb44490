// Counts of posts that were read, as the charts of moods take them. Pure.
import type { ImageBucket, MoodSeries } from '../api/image';
import type { Bucket, Mood, MoodCounts } from '../api/types';
import { SMALL_SAMPLE } from '../format/number';

const NONE = { n: 0, negative: 0, neutral: 0, positive: 0 };

function bucket(time: string, counts: MoodCounts & { n: number }): Bucket {
  const { n, negative, neutral, positive } = counts;
  return { time, posts: n, voices: 0, coverage: null, negative, neutral, positive };
}

export const ofAttribute = (buckets: readonly ImageBucket[], name: string): Bucket[] =>
  buckets.map((one) => bucket(one.time, one.attributes[name] ?? NONE));

/** All posts without those of a part of them, step by step. */
export function without(all: MoodSeries, part: MoodSeries): MoodSeries {
  const less = <T extends MoodCounts & { n: number }>(of: T, by: MoodCounts & { n: number } = NONE): T => {
    const minus = (name: 'n' | Mood) => Math.max(0, of[name] - by[name]);
    return { ...of, n: minus('n'), negative: minus('negative'), neutral: minus('neutral'), positive: minus('positive') };
  };
  const at = new Map(part.buckets.map((one) => [one.time, one]));
  const moods = less(all.moods, part.moods);
  return { moods: { ...moods, enough: moods.n >= SMALL_SAMPLE }, buckets: all.buckets.map((one) => less(one, at.get(one.time))) };
}

export const ofSeries = (series: MoodSeries): Bucket[] => series.buckets.map((one) => bucket(one.time, one));
