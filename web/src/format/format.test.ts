import { describe, expect, it } from 'vitest';
import { shareInterval } from './interval';
import { compact, hundredths, percent, rate, whole } from './number';
import { spanBefore, spanIn, spanOver, textOfWish, wishIn } from './span';
import { ago, bucketLabel, duration, spanLabel } from './time';

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

  it('write a share with the space of the language', () => {
    expect(percent(1 / 3, 'fr')).toMatch(/^33[\u00a0\u202f]%$/);
  });

  it('make shares that add up to a hundred', () => {
    expect(hundredths([1, 1, 1])).toEqual([34, 33, 33]);
    expect(hundredths([395, 292, 313])).toEqual([40, 29, 31]);
    expect(hundredths([0, 0, 0])).toEqual([0, 0, 0]);
    expect(hundredths([3, 0, 0])).toEqual([100, 0, 0]);
  });

  it('keep a decimal of a slow rate', () => {
    expect(rate(0.42, 'fr')).toBe('0,4');
    expect(rate(42.4, 'en')).toBe('42');
  });
});

describe('the interval of a share', () => {
  it('is the one of Wilson (1927), as tables give it', () => {
    const { low, high } = shareInterval(7, 16);
    expect(low).toBeCloseTo(0.231, 3);
    expect(high).toBeCloseTo(0.668, 3);
  });

  it('stays within the whole, and of nothing says nothing', () => {
    expect(shareInterval(0, 10).low).toBe(0);
    expect(shareInterval(10, 10).high).toBe(1);
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
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

  it('name the days of a long step', () => {
    expect(bucketLabel(at('2026-01-30T12:00:00Z'), 28 * 86_400, 'en').replace(/\s/g, ' ')).toBe('Jan 30 – Feb 27, 2026');
    expect(bucketLabel(at('2026-02-15T12:00:00Z'), 86_400, 'en')).toBe('Feb 15, 2026');
  });

  it('share what both ends of a span have in common', () => {
    // A span ends before its end.
    expect(spanLabel(at('2026-02-02T00:00:00Z'), new Date(2026, 1, 9), 'en').replace(/\s/g, ' ')).toBe('Feb 2 – 8, 2026');
    expect(spanLabel(at('2026-02-02T12:00:00Z'), at('2026-02-09T12:00:00Z'), 'en').replace(/\s/g, ' ')).toBe('Feb 2 – 9, 2026');
  });
});

describe('lengths', () => {
  it('are told in the unit that matters', () => {
    expect(duration(384, 'en')).toBe('6 minutes');
    expect(duration(3 * 3600, 'fr')).toMatch(/^3[\u00a0\u202f ]heures$/);
    expect(duration(5, 'en')).toBe('1 minute');
  });
});

describe('spans', () => {
  it('hold the whole of their length, on whole steps', () => {
    const span = spanBefore(at('2026-02-01T12:07:31Z'), 'day');
    expect(span.from.toISOString()).toBe('2026-01-31T12:00:00.000Z');
    expect(span.to.toISOString()).toBe('2026-02-01T12:15:00.000Z');
  });

  it('end behind now, even on the edge of a step', () => {
    expect(spanBefore(at('2026-02-01T12:00:00Z'), 'hour').to.toISOString()).toBe('2026-02-01T12:01:00.000Z');
  });

  it('come back whole from an address', () => {
    const span = { from: at('2026-02-01T12:00:00Z'), to: at('2026-02-02T12:00:00.123Z') };
    expect(wishIn(textOfWish(span))).toEqual(span);
    expect(wishIn('week')).toBe('week');
  });

  it.each(['', 'yesterday', '2026-02-02T00:00Z', '2026-02-02T00:00Z..2026-02-01T00:00Z', 'a..b'])('refuse %s', (text) => {
    expect(wishIn(text)).toBeUndefined();
    expect(spanIn(text)).toBeUndefined();
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
