import { describe, expect, it } from 'vitest';
import type { Gap } from '../api/types';
import { hatched, hatchedWithin, heardOf, heardPercent, listening } from './coverage';

const gap = (from: string, to: string, source = 'bluesky'): Gap => ({
  from: `2026-02-01T${from}:00Z`, to: `2026-02-01T${to}:00Z`, source, reason: { fr: '', en: '' },
});
const bucket = (coverage: number | null) => ({ time: '', posts: 0, voices: 0, negative: 0, neutral: 0, positive: 0, coverage });

describe('coverage', () => {
  it('is never told as more than it was', () => {
    expect(heardPercent(0.996, 'en')).toBe('99%');
    expect(heardPercent(0.29, 'en')).toBe('29%');
    expect(heardPercent(1, 'en')).toBe('100%');
  });

  it('hatches gaps that touch as one, whatever their source and order', () => {
    const told = hatched([gap('04:00', '05:00'), gap('01:00', '02:30', 'mastodon'), gap('02:00', '03:00')]);
    expect(told.map(({ from, to }) => (to - from) / 3600)).toEqual([2, 1]);
  });

  it('hatches no further than a chart goes, and nothing outside of it', () => {
    const at = (hour: number) => Date.UTC(2026, 1, 1, hour);
    const told = hatchedWithin([gap('00:00', '02:00'), gap('03:00', '04:00'), gap('06:00', '07:00')], at(1), at(6));
    expect(told).toEqual([{ begin: at(1), end: at(2) }, { begin: at(3), end: at(4) }]);
  });

  it('leaves open where a source was not to be heard, and ends with the span', () => {
    const points = [null, 1, 0, null, 0.5].map((share, hour) => ({ at: `2026-02-01T0${hour}:00:00Z`, share }));
    const told = listening({ points, step_s: 3600, to: '2026-02-01T04:30:00Z' });
    const midnight = Date.parse('2026-02-01T00:00:00Z') / 1000;
    expect(told.map(({ from, to }) => [(from - midnight) / 3600, (to - midnight) / 3600])).toEqual([[1, 3], [4, 4.5]]);
    expect(listening({ points: [], step_s: 3600, to: '2026-02-01T04:30:00Z' })).toEqual([]);
  });

  it('of a group is of those that are known', () => {
    expect(heardOf([bucket(1), bucket(0.5), bucket(null)])).toBe(0.75);
    expect(heardOf([bucket(null)])).toBeNull();
    expect(heardOf([])).toBeNull();
  });
});
