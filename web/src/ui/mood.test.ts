import { expect, it } from 'vitest';
import { strongest, sum, total } from './mood';

it('the strongest mood wins, and neutral wins a tie', () => {
  expect(strongest({ negative: 0.5, neutral: 0.2, positive: 0.3 })).toBe('negative');
  expect(strongest({ negative: 0.4, neutral: 0.4, positive: 0.2 })).toBe('neutral');
  expect(strongest({ negative: 0.1, neutral: 0.3, positive: 0.6 })).toBe('positive');
});

it('moods add up', () => {
  const all = sum([{ negative: 1, neutral: 2, positive: 3 }, { negative: 4, neutral: 0, positive: 1 }]);
  expect(all).toEqual({ negative: 5, neutral: 2, positive: 4 });
  expect(total(all)).toBe(11);
});
