import { describe, expect, it } from 'vitest';
import type { Page, Post } from '../api/types';
import { Feed } from './feed.svelte';

const post = (id: string): Post => ({
  id, source: 's', kind: 'post', time: '2026-02-01T12:00:00Z', text: id,
  vigie: { lang: 'en', lang_p: 1, mood: { negative: 0, neutral: 1, positive: 0 }, spans: [] },
});
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

  it('keeps what was read below when the newest are shown', async () => {
    const feed = new Feed();
    let newest = page(['b', 'c'], 'next');
    await feed.open(async (cursor) => (cursor ? page(['d', 'e']) : newest));
    await feed.more();
    newest = page(['a', 'b'], 'other');
    await feed.reveal();
    expect(ids(feed)).toBe('abcde');
    expect(feed.cursor).toBeNull();
  });

  it('begins anew where the newest do not meet what was read', async () => {
    const feed = new Feed();
    let newest = page(['c', 'd'], 'old');
    await feed.open(async () => newest);
    newest = page(['a', 'b'], 'next');
    await feed.reveal();
    expect(ids(feed)).toBe('ab');
    expect(feed.cursor).toBe('next');
  });

  it('opens with as many posts as were on show before', async () => {
    const feed = new Feed();
    const pages: Record<string, Page> = { '': page(['a', 'b'], '1'), 1: page(['c', 'd'], '2'), 2: page(['e', 'f'], '3') };
    await feed.open(async (cursor) => pages[cursor ?? ''] as Page, 3);
    expect(ids(feed)).toBe('abcd');
  });

  it('loses a post that was taken back, shown or waiting', async () => {
    const feed = new Feed();
    await feed.open(async () => page(['a', 'b']));
    feed.offer(post('c'));
    for (const id of ['a', 'c']) feed.drop({ source: post(id).source, id });
    expect(ids(feed)).toBe('b');
    expect(feed.waiting).toEqual([]);
  });

  it('drops all posts of an author who is forgotten', async () => {
    const feed = new Feed();
    const of = (id: string, author: string) => ({ ...post(id), author: { id: author } });
    await feed.open(async () => ({ ...page([]), posts: [of('a', 'zoe'), of('b', 'max')] }));
    feed.offer(of('c', 'zoe'));
    feed.drop({ source: post('a').source, author: 'zoe' });
    expect(ids(feed)).toBe('b');
    expect(feed.waiting).toEqual([]);
  });

  it('shows the newer version of a post in the place of the older one', async () => {
    const feed = new Feed();
    await feed.open(async () => page(['a', 'b']));
    feed.offer(post('c'));
    feed.offer({ ...post('a'), text: 'corrected' });
    feed.offer({ ...post('c'), text: 'corrected too' });
    expect(feed.posts.map((one) => one.text)).toEqual(['corrected', post('b').text]);
    expect(feed.waiting.map((one) => one.text)).toEqual(['corrected too']);
  });

  it('stops counting arrivals when there are too many', async () => {
    const feed = new Feed();
    await feed.open(async () => page(['a']));
    for (let index = 0; index < 201; index++) feed.offer(post(`n${index}`));
    expect(feed.waiting.length).toBe(200);
    expect(feed.skipped).toBe(true);
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

  it('is asked anew as long as it was, and shows what it holds now at once', async () => {
    const feed = new Feed();
    let pages: Record<string, Page> = { '': page(['a', 'x'], '1'), 1: page(['y', 'b'], '2'), 2: page(['c'], '3') };
    await feed.open(async (cursor) => pages[cursor ?? ''] as Page, 3);
    feed.offer(post('n'));
    pages = { '': page(['n', 'a'], '1'), 1: page(['b', 'c'], '4') };
    const renewed = feed.renew();
    expect(ids(feed)).toBe('axyb');
    await renewed;
    expect(ids(feed)).toBe('nabc');
    expect(feed.cursor).toBe('4');
    expect(feed.waiting).toEqual([]);
  });

  it('shows the last of two that were asked anew', async () => {
    const feed = new Feed();
    const answers: ((found: Page) => void)[] = [];
    let now = async (): Promise<Page> => page(['a']);
    await feed.open(() => now());
    now = () => new Promise((done) => answers.push(done));
    const [first, second] = [feed.renew(), feed.renew()];
    answers[1]?.(page(['new']));
    await second;
    answers[0]?.(page(['old']));
    await first;
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
