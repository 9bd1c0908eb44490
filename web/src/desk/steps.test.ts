import { expect, it } from 'vitest';
import type { Reply } from '../api/desk';
import { isOver, reachedAt, stepOf } from './steps';

const reply = (state: Reply['state'], more: Partial<Reply> = {}) =>
  ({ state, queued_at: '1', sent_at: null, confirmed_at: null, ...more }) as Reply;

it('a reply goes its way in three steps', () => {
  expect((['queued', 'sent', 'confirmed'] as const).map((state) => stepOf(reply(state)))).toEqual([1, 2, 3]);
  expect(stepOf(reply('failed'))).toBe(0);
  expect(isOver(reply('confirmed'))).toBe(true);
  expect(isOver(reply('sent'))).toBe(false);
});

it('tells when it got as far as it is', () => {
  expect(reachedAt(reply('queued'))).toBe('1');
  expect(reachedAt(reply('sent', { sent_at: '2' }))).toBe('2');
  expect(reachedAt(reply('confirmed', { sent_at: '2', confirmed_at: '3' }))).toBe('3');
});
