import { describe, expect, it } from 'vitest';
import type { Page, Post } from '../api/types';
import { Feed } from './feed.svelte';

const post = (id: string): Post => ({ id, source: 's', kind: 'post', time: '2026-02-01T12:00:00Z', text: id });
const page = (ids: string[], next: string | null = null): Page => ({ posts: ids.map(post), next_cursor: next });
const ids = (feed: Feed) => feed.posts.map((one) => one.id).join('');

describe('a feed', () => {
  it('grows downwards by its cursor and keeps no post twice', async () => {
    const feed = new Feed();
    await feed.open(async (cursor) => (cursor ? page(['b', 'c']) : page(['a', 'b'], 'next')));
    await feed.more();
    expect(ids(feed)).toBe('abc');
    expect(feed.cursor).toBeNull();
  });

  it('lets arrivals wait, so that what is read does not move', async () => {
    const feed = new Feed();
    let newest = ['a'];
    await feed.open(async () => page(newest));
    feed.offer(post('b'));
    feed.offer(post('b'));
    feed.offer(post('a'));
    expect(ids(feed)).toBe('a');
    expect(feed.waiting.map((one) => one.id)).toEqual(['b']);
    newest = ['c', 'b', 'a'];
    await feed.reveal();
    expect(ids(feed)).toBe('cba');
    expect(feed.waiting).toEqual([]);
  });

  it('shows the first arrival at once where there was nothing', async () => {
    const feed = new Feed();
    await feed.open(async () => page([]));
    feed.offer(post('a'));
    expect(ids(feed)).toBe('a');
  });

  it('drops the answer to an older question', async () => {
    const feed = new Feed();
    let answer: (found: Page) => void = () => undefined;
    const slow = feed.open(() => new Promise((done) => (answer = done)));
    await feed.open(async () => page(['new']));
    answer(page(['old']));
    await slow;
    expect(ids(feed)).toBe('new');
  });

  it('keeps the reason of a failure and recovers', async () => {
    const feed = new Feed();
    let broken = true;
    await feed.open(async () => {
      if (broken) throw new Error('gone');
      return page(['a']);
    });
    expect(feed.problem?.message).toBe('gone');
    broken = false;
    feed.again();
    await Promise.resolve().then(() => undefined);
    expect(feed.problem).toBeNull();
  });
});
