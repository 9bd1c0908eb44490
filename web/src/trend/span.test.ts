import { expect, it } from 'vitest';
import { spanOf } from './span';

it('holds the post of the very moment that was told', () => {
  const { from, to } = spanOf('2026-11-22T12:00:00Z', '2026-11-22T12:30:00.123456Z');
  expect(from).toEqual(new Date('2026-11-22T12:00:00Z'));
  expect(to.getTime()).toBe(new Date('2026-11-22T12:30:00.124Z').getTime());
});
