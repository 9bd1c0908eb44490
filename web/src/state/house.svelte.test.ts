import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow, StreamTwin } from '../testing/window';
import type { House } from './house.svelte';
import type { Live } from './live.svelte';

/** What the server answers, by path; a test changes it. */
let answers: Record<string, unknown>;
let house: House;
let live: Live;

async function open(path: string) {
  openWindow(path);
  vi.stubGlobal('fetch', async (url: string) => {
    const answer = answers[new URL(url, 'http://house.test').pathname];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(answer));
  });
  ({ live } = await import('./live.svelte'));
  ({ house } = await import('./house.svelte'));
  live.start();
  house.start();
  await house.ready;
}

const DRILL = {
  state: 'playing', name: 'galerne', speed: 600, now: '2026-11-20T17:00:00Z', start: '2026-11-17T17:00:00Z',
  opening: '2026-11-20T17:00:00Z', end: '2026-11-23T09:00:00Z', said: 0, watches: [],
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-02-01T12:00:00Z') });
  answers = {};
  for (const base of ['/', '/rehearsal/']) {
    answers[`${base}api/v1/status`] = { posts: 1, rehearsal: base !== '/' };
    answers[`${base}api/v1/watches`] = { watches: [{ id: '1', name: 'Lanterns' }], next_cursor: null };
    answers[`${base}api/v1/sources`] = { sources: [] };
  }
  answers['/api/v1/drill'] = { state: 'none' };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the house', () => {
  it('counts what is kept while posts come, without a reload', async () => {
    await open('/');
    expect(house.status?.posts).toBe(1);
    answers['/api/v1/status'] = { posts: 99, rehearsal: false };
    answers['/api/v1/sources'] = { sources: [{ name: 'bluesky', kind: 'bluesky', state: 'live' }] };
    StreamTwin.last.open();
    await vi.advanceTimersByTimeAsync(5000);
    StreamTwin.last.say('tick', { posts: 99, posts_per_s: 4, watches: {} });
    await vi.advanceTimersByTimeAsync(5000);
    expect(house.status?.posts).toBe(99);
    expect(house.hearing).toBe('live');
  });

  it('is read anew when the server is back', async () => {
    await open('/');
    StreamTwin.last.open();
    StreamTwin.last.drop();
    answers['/api/v1/watches'] = { watches: [{ id: '2', name: 'Buoys' }], next_cursor: null };
    StreamTwin.last.open();
    await vi.advanceTimersByTimeAsync(10);
    expect(house.watch('2')?.name).toBe('Buoys');
  });

  it('keeps what it knew while the server is gone', async () => {
    answers['/api/v1/drill'] = DRILL;
    await open('/rehearsal/');
    answers = {};
    await vi.advanceTimersByTimeAsync(2000);
    await house.refresh();
    expect(house.problem?.unreachable).toBe(true);
    expect(house.watches?.length).toBe(1);
    expect(house.drill?.name).toBe('galerne');
  });

  it('runs on the clock of its rehearsal, and stops with it', async () => {
    answers['/api/v1/drill'] = DRILL;
    await open('/rehearsal/');
    await vi.advanceTimersByTimeAsync(1000);
    expect(house.now.toISOString()).toBe('2026-11-20T17:10:00.000Z');
    answers['/api/v1/drill'] = { ...DRILL, state: 'paused', now: '2026-11-20T18:00:00Z' };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(house.now.toISOString()).toBe('2026-11-20T18:00:00.000Z');
  });
});
