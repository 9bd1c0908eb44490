import { describe, expect, it } from 'vitest';
import type { Page, Series, Span, Tops } from '../api/types';
import { Problem } from '../api/problem';
import { spanBefore } from '../format/span';
import { Report, type Door } from './report.svelte';

const NOW = new Date('2026-02-01T12:00:00Z');
const NO_TOPS: Tops = { posts: 0, read: 0, read_from: null, words: [], hashtags: [], links: [], sites: [], authors: [], languages: [], sources: [] };
const NO_POSTS: Page = { posts: [], next_cursor: null };
const DAY = spanBefore(NOW, 'day');

/** A door to a house whose posts lie between two times. */
function doorTo(first: string, last: string) {
  const asked = { series: [] as Span[], posts: [] as Partial<Span>[] };
  const series = async (span: Span, stepS: number): Promise<Series> => {
    asked.series.push(span);
    const inside = span.from < new Date(last) && span.to > new Date(first);
    return {
      from: span.from.toISOString(), to: span.to.toISOString(), step_s: stepS, buckets: [], posts: inside ? 9 : 0,
      voices: 0, negative: 0, neutral: 0, positive: 0, first, last, known_at: null, coverage: null, gaps: [],
    };
  };
  const posts = async (_limit: number, _cursor: string | null, span: Partial<Span>) => {
    asked.posts.push(span);
    return NO_POSTS;
  };
  return { asked, door: { series, posts, tops: async () => NO_TOPS, corrected: async () => 3 } satisfies Door };
}

const recent = () => doorTo('2026-01-01T00:00:00Z', '2026-02-01T11:00:00Z');
const old = () => doorTo('2012-03-01T00:00:00Z', '2017-09-01T00:00:00Z');

describe('a report', () => {
  it('tells how many of its posts were corrected', async () => {
    const report = new Report(recent().door, () => NOW);
    await report.open();
    expect(report.corrected).toBe(3);
  });

  it('opens on the day where the day holds posts', async () => {
    const { asked, door } = recent();
    const report = new Report(door, () => NOW);
    await report.open();
    expect(report.span).toBe('day');
    expect(report.moved).toBe(false);
    expect(asked.posts).toEqual([{ from: DAY.from, to: DAY.to }]);
  });

  it('moves to where the posts are when the day is empty, and says so', async () => {
    const { asked, door } = old();
    const report = new Report(door, () => NOW);
    await report.open();
    expect(report.span).toBe('all');
    expect(report.moved).toBe(true);
    expect(report.series?.posts).toBe(9);
    expect(asked.posts).toEqual([{}]);
  });

  it('lists the posts that it counts, whatever the span', async () => {
    const { asked, door } = recent();
    const report = new Report(door, () => NOW);
    const span = { from: new Date('2026-01-05T00:00:00Z'), to: new Date('2026-01-06T00:00:00Z') };
    await report.open({ span });
    expect(asked.posts.at(-1)).toEqual(span);
    expect(asked.series.at(-1)).toEqual(span);
    await report.choose('week');
    const { from, to } = asked.series.at(-1) as Span;
    expect(asked.posts.at(-1)).toEqual({ from, to });
    await report.choose('all');
    expect(asked.posts.at(-1)).toEqual({});
  });

  it('lists the posts of the open bar alone, and of the span again when it is closed', async () => {
    const { asked, door } = recent();
    const report = new Report(door, () => NOW);
    await report.open();
    const bar = { from: NOW, to: new Date(NOW.getTime() + 900e3) };
    await report.pick(bar);
    expect(asked.posts.at(-1)).toEqual(bar);
    expect(report.view).toEqual({ span: 'day', bar });
    await report.pick(null);
    expect(asked.posts.at(-1)).toEqual({ from: DAY.from, to: DAY.to });
  });

  it('forgets an open bar when another span is chosen', async () => {
    const report = new Report(recent().door, () => NOW);
    await report.open();
    await report.pick({ from: NOW, to: NOW });
    await report.choose('week');
    expect(report.bar).toBeNull();
  });

  it('tells an empty span from a query that nothing matches', async () => {
    const empty = new Report(old().door, () => NOW);
    await empty.choose('week');
    expect(empty.series?.posts).toBe(0);
    expect(empty.nothing).toBe(false);
    const { door } = old();
    const never = async (span: Span, stepS: number) => ({ ...(await door.series(span, stepS)), posts: 0, first: null, last: null });
    const vain = new Report({ ...door, series: never }, () => NOW);
    await vain.open();
    expect(vain.nothing).toBe(true);
  });

  it('asks for its figures without copied texts, of the same span', async () => {
    const { door } = recent();
    const asked: [Span, boolean][] = [];
    const report = new Report({ ...door, series: (span, stepS, alone) => (asked.push([span, alone]), door.series(span, stepS)) }, () => NOW);
    await report.open();
    await report.leaveOut(true);
    expect(asked.at(-1)?.[1]).toBe(true);
    expect(asked.at(-1)?.[0]).toMatchObject({ from: DAY.from, to: DAY.to });
  });

  it('tells a span whole where it holds too many posts to leave the copied out', async () => {
    const { door } = recent();
    const refused = new Problem(422, 'too many', '');
    const report = new Report({ ...door, series: (span, stepS, alone) => (alone ? Promise.reject(refused) : door.series(span, stepS)) }, () => NOW);
    await report.open();
    await report.leaveOut(true);
    expect(report.alone).toBe(false);
    expect(report.problem).toBeNull();
    expect(report.series?.posts).toBe(9);
  });

  it('drops the answer to an older question', async () => {
    const { door } = recent();
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((done) => (answer = done));
    const report = new Report({ ...door, series: async (span, stepS) => {
      if (stepS === 900) await slow;
      return door.series(span, stepS);
    } }, () => NOW);
    const opened = report.open();
    await report.choose('week');
    answer();
    await opened;
    expect(report.span).toBe('week');
    expect(report.series?.step_s).toBe(7200);
  });

  it('keeps the reason of a failure, and the figures that it had', async () => {
    const { door } = recent();
    let broken = false;
    const report = new Report({ ...door, series: (span, stepS) => (broken ? Promise.reject(new Error('gone')) : door.series(span, stepS)) }, () => NOW);
    await report.open();
    broken = true;
    await report.refresh();
    expect(report.problem?.message).toContain('gone');
    expect(report.series?.posts).toBe(9);
  });
});
