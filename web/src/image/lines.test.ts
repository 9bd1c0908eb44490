import { expect, test } from 'vitest';
import { fromLines, toLines } from './lines';

test('lines are phrases, without the empty ones and each once', () => {
  expect(fromLines(' cher | -\r\n\n  prix*\ncher | -\n')).toEqual(['cher | -', 'prix*']);
  expect(fromLines('')).toEqual([]);
  expect(fromLines(toLines(['a', 'b']))).toEqual(['a', 'b']);
});
