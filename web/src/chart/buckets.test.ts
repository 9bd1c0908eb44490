import { describe, expect, it } from 'vitest';
import type { Bucket, Series } from '../api/types';
import { coarser, filled, peakOf } from './buckets';

const bucket = (time: string, posts: number): Bucket => ({
  time, posts, voices: posts, negative: posts, neutral: 0, positive: 0,
});

const series = (buckets: Bucket[]): Series => ({
  from: '2026-02-01T00:00:00Z', to: '2026-02-01T06:00:00Z', step_s: 3600, buckets,
  posts: 0, voices: 0, negative: 0, neutral: 0, positive: 0,
});

describe('a series', () => {
  it('has every step, those without posts too', () => {
    const all = filled(series([bucket('2026-02-01T02:00:00Z', 5), bucket('2026-02-01T04:00:00Z', 1)]));
    expect(all.map((one) => one.posts)).toEqual([0, 0, 5, 0, 1, 0]);
  });

  it('keeps the edges that the server chose', () => {
    const all = filled(series([bucket('2026-02-01T02:30:00Z', 5)]));
    expect(all.find((one) => one.posts === 5)?.time).toBe('2026-02-01T02:30:00Z');
  });

  it('without posts is all zero', () => {
    expect(filled(series([])).map((one) => one.posts)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('made coarser keeps its total', () => {
    const coarse = coarser(filled(series([bucket('2026-02-01T02:00:00Z', 5), bucket('2026-02-01T03:00:00Z', 1)])), 3);
    expect(coarse.map((one) => one.posts)).toEqual([0, 6, 0]);
    expect(coarse[1]?.negative).toBe(6);
  });

  it('knows its peak', () => {
    expect(peakOf([bucket('a', 1), bucket('b', 9), bucket('c', 9)])?.time).toBe('b');
    expect(peakOf([])).toBeUndefined();
  });
});
