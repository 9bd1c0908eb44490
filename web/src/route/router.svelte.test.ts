import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow, type WindowTwin } from '../testing/window';

let twin: WindowTwin;
const load = async () => (await import('./router.svelte')).router;

beforeEach(() => {
  vi.useFakeTimers();
  twin = openWindow('/watch/3?span=week');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the router', () => {
  it('makes a page anew for each step, and not for its rewritten address', async () => {
    const router = await load();
    expect(router.route).toEqual({ page: 'watch', id: '3', view: { span: 'week' } });
    router.replace({ page: 'watch', id: '3', view: { span: 'day' } });
    expect(router.visit).toBe(0);
    expect(twin.history.here.url.search).toBe('?span=day');
    router.go({ page: 'sources' });
    expect(router.visit).toBe(1);
    expect(twin.scrolls.at(-1)).toBe(0);
  });

  it('finds a page again as it was left', async () => {
    const router = await load();
    router.keep({ posts: 60 });
    vi.stubGlobal('scrollY', 1234);
    router.go({ page: 'sources' });
    twin.history.back();
    expect(router.route).toEqual({ page: 'watch', id: '3', view: { span: 'week' } });
    expect(router.memory).toEqual({ posts: 60, scroll: 1234 });
    vi.advanceTimersByTime(50);
    expect(twin.scrolls.at(-1)).toBe(1234);
  });

  it('leaves the scrolling to a person who has begun', async () => {
    const router = await load();
    router.keep({ scroll: 1234 });
    router.go({ page: 'sources' });
    vi.stubGlobal('document', { documentElement: { scrollHeight: 900 } });
    twin.history.back();
    twin.events.dispatchEvent(new Event('wheel'));
    vi.advanceTimersByTime(5000);
    expect(twin.scrolls.at(-1)).toBe(0);
  });

  it('does not take a jump within the page for another page', async () => {
    const router = await load();
    twin.history.replaceState(null, '', '/watch/3?span=week#content');
    twin.events.dispatchEvent(new Event('popstate'));
    expect(router.visit).toBe(0);
  });

  it('hands the keyboard to the heading once a visit, and not to the first page', async () => {
    const router = await load();
    expect(router.takesFocus()).toBe(false);
    router.go({ page: 'sources' });
    expect(router.takesFocus()).toBe(true);
    expect(router.takesFocus()).toBe(false);
  });
});
