import { describe, expect, it } from 'vitest';
import type { Series, Span, Tops } from '../api/types';
import { Report } from './report.svelte';

const NOW = new Date('2026-02-01T12:00:00Z');
const NO_TOPS: Tops = { read: 0, words: [], hashtags: [], links: [], sites: [], authors: [], languages: [], sources: [] };

/** A door to a house whose posts lie between two times, one a day. */
function doorTo(first: string, last: string) {
  const asked: Span[] = [];
  const series = async (span: Span, stepS: number): Promise<Series> => {
    asked.push(span);
    const inside = span.from < new Date(last) && span.to > new Date(first);
    return {
      from: span.from.toISOString(), to: span.to.toISOString(), step_s: stepS, buckets: [], posts: inside ? 9 : 0,
      voices: 0, negative: 0, neutral: 0, positive: 0, first, last,
    };
  };
  return { asked, door: { series, tops: async () => NO_TOPS } };
}

describe('a report', () => {
  it('opens on the day where the day holds posts', async () => {
    const report = new Report(doorTo('2026-01-01T00:00:00Z', '2026-02-01T11:00:00Z').door, () => NOW);
    await report.open('day');
    expect(report.name).toBe('day');
    expect(report.moved).toBe(false);
  });

  it('moves to where the posts are when the day is empty, and says so', async () => {
    const { door } = doorTo('2012-03-01T00:00:00Z', '2017-09-01T00:00:00Z');
    const report = new Report(door, () => NOW);
    await report.open('day');
    expect(report.name).toBe('all');
    expect(report.moved).toBe(true);
    expect(report.series?.posts).toBe(9);
    expect(new Date(report.series?.from ?? 0).getUTCFullYear()).toBeLessThanOrEqual(2012);
  });

  it('forgets a clicked bar when another span is chosen', async () => {
    const report = new Report(doorTo('2026-01-01T00:00:00Z', '2026-02-01T11:00:00Z').door, () => NOW);
    await report.open('day');
    report.picked = { from: NOW, to: NOW };
    await report.choose('week');
    expect(report.picked).toBeNull();
  });

  it('keeps the reason of a failure', async () => {
    const broken = { series: () => Promise.reject(new Error('gone')), tops: async () => NO_TOPS };
    const report = new Report(broken, () => NOW);
    await report.open('day');
    expect(report.problem?.message).toBe('gone');
  });
});
