import { describe, expect, it } from 'vitest';
import { ticksOf } from './ticks';

const from = new Date(2026, 10, 27, 13, 50).getTime();
const HOUR = 3_600_000;

describe('the times under a curve', () => {
  it('are round, and say the day once', () => {
    const ticks = ticksOf(from, from + 5 * HOUR, 6, 'en-GB');
    expect(ticks.map(({ name }) => name)).toEqual(['Fri 27 14:00', '15:00', '16:00', '17:00', '18:00']);
  });

  it('say each day that begins', () => {
    const names = ticksOf(from, from + 40 * HOUR, 8, 'en-GB').map(({ name }) => name);
    expect(names).toEqual(['Fri 27 18:00', 'Sat 28', '06:00', '12:00', '18:00', 'Sun 29']);
  });

  it('are no more than there is room for, however long it lasts', () => {
    for (const days of [1, 3, 10, 92, 400]) {
      const ticks = ticksOf(from, from + days * 24 * HOUR, 6, 'fr-FR');
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });
});
