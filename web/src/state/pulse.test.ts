import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pulse } from './pulse';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('works at once, then at most once per gap however often it is asked', async () => {
  const work = vi.fn(async () => undefined);
  const beat = pulse(work, 1000);
  for (let i = 0; i < 10; i++) beat.ask();
  await vi.advanceTimersByTimeAsync(999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).toHaveBeenCalledTimes(2);
});

it('goes on after a failure and rests when stopped', async () => {
  const work = vi.fn(async () => {
    throw new Error('gone');
  });
  const beat = pulse(work, 1000);
  await vi.advanceTimersByTimeAsync(1000);
  beat.ask();
  expect(work).toHaveBeenCalledTimes(2);
  beat.stop();
  beat.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(work).toHaveBeenCalledTimes(2);
});
