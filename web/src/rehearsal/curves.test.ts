import { expect, it } from 'vitest';
import type { CurvePoint, Played } from '../api/scorecard';
import { lineOf, peakOf, rowsOf, spanOf, sumAt } from './curves';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, 17 + hour)).toISOString();
const point = (hour: number, critical: number, defence = 0): CurvePoint => ({ at: at(hour), posts: critical * 3, critical, defence });
const played = (...curve: CurvePoint[]) => ({ policy: 'absent', curve }) as Played;

it('the pictures share one scale', () => {
  const all = [played(point(0, 5), point(1, 10)), played(point(0, 2, 40))];
  expect(peakOf(all, ['critical', 'defence'])).toBe(40);
  expect(spanOf(all)).toEqual({ from: Date.parse(at(0)), to: Date.parse(at(1)) });
  expect(peakOf([], ['critical'])).toBe(1);
  expect(spanOf([])).toEqual({ from: 0, to: 1 });
});

it('a curve goes from the left foot to the right', () => {
  const curve = [point(0, 0), point(1, 10), point(2, 5)];
  expect(lineOf(curve, 'critical', spanOf([played(...curve)]), 10, 100, 50)).toBe('0.0,50.0 50.0,0.0 100.0,25.0');
});

it('a table has few rows and loses no post', () => {
  const curve = Array.from({ length: 10 }, (_, hour) => point(hour, 1));
  const rows = rowsOf([played(...curve)], 4);
  expect(rows.length).toBe(4);
  expect(rows.reduce((sum, _, index) => sum + sumAt(curve, 'critical', rows, index), 0)).toBe(10);
});
