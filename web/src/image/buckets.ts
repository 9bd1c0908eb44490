// Counts of posts that were read, as the charts of moods take them. Pure.
import type { ImageBucket, MoodSeries } from '../api/image';
import type { Bucket, MoodCounts } from '../api/types';

const NONE = { n: 0, negative: 0, neutral: 0, positive: 0 };

function bucket(time: string, counts: MoodCounts & { n: number }): Bucket {
  const { n, negative, neutral, positive } = counts;
  return { time, posts: n, voices: 0, coverage: null, negative, neutral, positive };
}

export const ofAttribute = (buckets: readonly ImageBucket[], name: string): Bucket[] =>
  buckets.map((one) => bucket(one.time, one.attributes[name] ?? NONE));

export const ofSeries = (series: MoodSeries): Bucket[] => series.buckets.map((one) => bucket(one.time, one));
