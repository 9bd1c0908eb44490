import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow, StreamTwin, type WindowTwin } from '../testing/window';
import type { Live } from './live.svelte';

let twin: WindowTwin;
let live: Live;
const tick = (postsPerS: number) => ({ posts: 46_182, posts_per_s: postsPerS, watches: {} });

beforeEach(async () => {
  vi.useFakeTimers();
  twin = openWindow('/rehearsal/');
  ({ live } = await import('./live.svelte'));
  live.start();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live stream', () => {
  it('is of the house that the page is in', () => {
    expect(StreamTwin.last.url).toBe('/rehearsal/api/v1/events');
  });

  it('tells how fast posts come, whatever their number so far', () => {
    StreamTwin.last.open();
    for (let i = 0; i < 30; i++) StreamTwin.last.say('tick', tick(12));
    expect(live.rate).toBeCloseTo(12, 1);
    for (let i = 0; i < 30; i++) StreamTwin.last.say('tick', tick(0));
    expect(live.rate).toBe(0);
  });

  it('is left to the browser when it breaks, which knows what was heard last', () => {
    const back = vi.fn();
    live.on('back', back);
    StreamTwin.last.open();
    expect(back).not.toHaveBeenCalled();
    StreamTwin.last.drop();
    vi.advanceTimersByTime(8000);
    expect(StreamTwin.all.length).toBe(1);
    expect(live.gone).toBe(true);
    StreamTwin.last.open();
    expect(live.gone).toBe(false);
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('has what is shown read anew when the server keeps no more of what was missed', () => {
    const back = vi.fn();
    const skipped = vi.fn();
    live.on('back', back);
    live.on('skipped', skipped);
    StreamTwin.last.open();
    StreamTwin.last.say('skipped', { posts: 3 });
    expect(back).not.toHaveBeenCalled();
    StreamTwin.last.say('skipped', { posts: 0, anew: true });
    expect(back).toHaveBeenCalledTimes(1);
    expect(skipped).toHaveBeenCalledTimes(1);
  });

  it('is made anew, ever more slowly, when it was refused', () => {
    StreamTwin.last.refuse();
    vi.advanceTimersByTime(1000);
    expect(StreamTwin.all.length).toBe(2);
    StreamTwin.last.refuse();
    vi.advanceTimersByTime(1000);
    expect(StreamTwin.all.length).toBe(2);
    vi.advanceTimersByTime(1000);
    expect(StreamTwin.all.length).toBe(3);
  });

  it('is made anew when it falls silent though the server ticks', () => {
    StreamTwin.last.open();
    StreamTwin.last.say('tick', tick(0));
    vi.advanceTimersByTime(25_000);
    expect(StreamTwin.all.length).toBe(2);
    expect(live.connected).toBe(false);
  });

  it('opens again on a page that the browser kept and shows once more', () => {
    StreamTwin.last.open();
    twin.events.dispatchEvent(new Event('pagehide'));
    expect(live.connected).toBe(false);
    twin.events.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(StreamTwin.all.length).toBe(2);
  });

  it('does not call a short break a server that is gone', () => {
    StreamTwin.last.open();
    StreamTwin.last.drop();
    vi.advanceTimersByTime(1000);
    StreamTwin.last.open();
    vi.advanceTimersByTime(5000);
    expect(live.gone).toBe(false);
  });
});
