import { expect, it } from 'vitest';
import { graphemes } from './graphemes';

it('counts what a reader sees as one', () => {
  expect(graphemes('café')).toBe(4);
  expect(graphemes('cafe\u0301')).toBe(4);
  expect(graphemes('👩‍👩‍👧 🇫🇷')).toBe(3);
  expect(graphemes('')).toBe(0);
});
