import { describe, expect, it } from 'vitest';
import type { Bucket, Series } from '../api/types';
import { filled, grouped, peakOf } from './buckets';

const bucket = (time: string, posts: number): Bucket => ({
  time, posts, voices: posts, negative: posts, neutral: 0, positive: 0, coverage: 1,
});

const series = (buckets: Bucket[]): Series => ({
  from: '2026-02-01T00:00:00Z', to: '2026-02-01T06:00:00Z', step_s: 3600, buckets,
  posts: 0, voices: 0, negative: 0, neutral: 0, positive: 0, first: null, last: null, known_at: null, coverage: 1, gaps: [],
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

  it('in groups keeps its total, and each group knows the time it covers', () => {
    const groups = grouped(filled(series([bucket('2026-02-01T02:00:00Z', 5), bucket('2026-02-01T03:00:00Z', 1)])), 3600, 4);
    expect(groups.map((group) => group.sum.posts)).toEqual([0, 6, 0]);
    expect(groups[1]?.sum.negative).toBe(6);
    expect(groups[1]?.span.to).toEqual(new Date('2026-02-01T04:00:00Z'));
  });

  it('in groups has a shorter one first, so that the newest is no half of a stretch', () => {
    const groups = grouped(filled(series([])), 3600, 4);
    expect(groups.map((group) => group.count)).toEqual([2, 2, 2]);
    expect(grouped(filled(series([])).slice(1), 3600, 3).map((group) => group.count)).toEqual([1, 2, 2]);
  });

  it('knows its peak', () => {
    expect(peakOf([bucket('a', 1), bucket('b', 9), bucket('c', 9)])?.time).toBe('b');
    expect(peakOf([])).toBeUndefined();
  });
});
