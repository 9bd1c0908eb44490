import { describe, expect, it } from 'vitest';
import { ceilingOf, columnsOf, partsOf, type Part } from './steps';

const at = (hour: number) => new Date(Date.UTC(2026, 1, 1, hour));
const step = (hour: number, contributions: number, critical: number, acknowledged = 0, defended = 0) => ({ start: at(hour).toISOString(), contributions, critical, acknowledged, defended, coverage: null });
const part = (hour: number, of: number, whole: number): Part => ({ span: { from: at(hour), to: at(hour + 1) }, part: of, whole, heard: null });

describe('the three sides of a measure', () => {
  const series = [step(1, 40, 10, 4, 3), step(2, 50, 20, 5, 6)];

  it('are shares of what was said, and of what criticises', () => {
    expect(partsOf('turn', series, at(3)).map((one) => [one.part, one.whole])).toEqual([[10, 40], [20, 50]]);
    expect(partsOf('presence', series, at(3)).map((one) => [one.part, one.whole])).toEqual([[4, 10], [5, 20]]);
    expect(partsOf('defence', series, at(3)).map((one) => [one.part, one.whole])).toEqual([[3, 10], [6, 20]]);
  });

  it('end where the next step begins, the last with the span', () => {
    expect(partsOf('turn', series, at(9)).map((one) => one.span.to)).toEqual([at(2), at(9)]);
  });
});

describe('columns', () => {
  it('lose nothing and end where the last step ends', () => {
    const parts = Array.from({ length: 10 }, (_, hour) => part(hour, 1, 50));
    const columns = columnsOf(parts, 4);
    expect(columns.length).toBe(4);
    expect(columns.reduce((sum, one) => sum + one.whole, 0)).toBe(500);
    expect(columns.at(-1)?.span.to).toEqual(at(10));
  });

  it('of few posts are few', () => {
    expect(columnsOf(Array.from({ length: 40 }, (_, hour) => part(hour % 24, 0, 1)), 36).length).toBeLessThanOrEqual(6);
  });
});

describe('the axis', () => {
  it('reaches over the highest interval and the band, and is not led by tiny samples', () => {
    expect(ceilingOf([part(0, 15, 50), part(1, 1, 1)], null)).toBeCloseTo(0.5);
    expect(ceilingOf([part(0, 1, 50)], { high: 0.55 })).toBeCloseTo(0.6);
    expect(ceilingOf([], null)).toBe(0.2);
    expect(ceilingOf([part(0, 50, 50)], null)).toBe(1);
  });
});
