import { describe, expect, it } from 'vitest';
import { compact, rate, share, whole } from './number';
import { spanBefore, spanOver } from './span';
import { ago, bucketLabel, spanLabel } from './time';

const at = (text: string) => new Date(text);

describe('numbers', () => {
  it('are grouped as the language groups them', () => {
    expect(whole(308_214, 'en')).toBe('308,214');
    expect(whole(308_214, 'fr')).toBe('308\u202f214');
  });

  it('are exact while they are short', () => {
    expect(compact(9_999, 'en')).toBe('9,999');
    expect(compact(308_214, 'en')).toBe('308.2K');
  });

  it('make no share of nothing', () => {
    expect(share(0, 0, 'en')).toBe('0%');
    expect(share(1, 3, 'fr')).toMatch(/^33[\u00a0\u202f]%$/);
  });

  it('keep a decimal of a slow rate', () => {
    expect(rate(0.42, 'fr')).toBe('0,4');
    expect(rate(42.4, 'en')).toBe('42');
  });
});

describe('times', () => {
  const now = at('2026-02-01T12:00:00Z');

  it('are told by distance', () => {
    expect(ago(at('2026-02-01T11:57:10Z'), now, 'en')).toBe('2 min. ago');
    expect(ago(at('2026-02-01T11:59:30Z'), now, 'en')).toBe('now');
    expect(ago(at('2026-02-01T12:05:00Z'), now, 'en')).toBe('now');
    expect(ago(at('2026-01-31T12:00:00Z'), now, 'fr')).toBe('hier');
  });

  it('say no more than the step needs', () => {
    expect(bucketLabel(at('2026-02-15T12:00:00Z'), 28 * 86_400, 'en')).toBe('Feb 2026');
    expect(bucketLabel(at('2026-02-15T12:00:00Z'), 86_400, 'en')).toBe('Feb 15, 2026');
  });

  it('share what both ends of a span have in common', () => {
    expect(spanLabel(at('2026-02-02T12:00:00Z'), at('2026-02-09T12:00:00Z'), 'en').replace(/\s/g, ' ')).toBe('Feb 2 – 9, 2026');
  });
});

describe('spans', () => {
  it('end on a whole step that holds now', () => {
    const span = spanBefore(at('2026-02-01T12:07:31Z'), 'day');
    expect(span.to.toISOString()).toBe('2026-02-01T12:15:00.000Z');
    expect((span.to.getTime() - span.from.getTime()) / 1000).toBe(86_400);
  });

  it('over years hold first and last in at most 160 steps', () => {
    const span = spanOver(at('2012-03-14T08:00:00Z'), at('2017-09-30T17:00:00Z'));
    const buckets = (span.to.getTime() - span.from.getTime()) / 1000 / span.stepS;
    expect(span.from.getTime()).toBeLessThanOrEqual(at('2012-03-14T08:00:00Z').getTime());
    expect(span.to.getTime()).toBeGreaterThan(at('2017-09-30T17:00:00Z').getTime());
    expect(buckets).toBeLessThanOrEqual(162);
  });

  it('over a single post are one step', () => {
    const span = spanOver(at('2026-02-01T12:00:00Z'), at('2026-02-01T12:00:00Z'));
    expect(span.stepS).toBe(60);
    expect(span.to.getTime()).toBeGreaterThan(span.from.getTime());
  });
});
