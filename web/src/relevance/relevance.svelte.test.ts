import { describe, expect, it } from 'vitest';
import type { Learnt, RelevanceDoor } from '../api/relevance';
import { Problem } from '../api/problem';
import type { Post } from '../api/types';
import { Relevance } from './relevance.svelte';

const LEARNT: Learnt = { about: 1, other: 0, needed: 20, needed_of_a_kind: 3, ready: false, threshold: null, best: null, is_chosen: false, expected: null };
const POST = { source: 'file:shop', id: '1' };

function doorTo(said: (boolean | null)[], fails = false): RelevanceDoor {
  return {
    read: async () => ({ ...LEARNT, answers: [{ ...POST, about: true, by: { id: 'a', name: 'Ana' }, at: '2026-01-01T00:00:00Z' }] }),
    answer: async (_watch: string, _key: unknown, about: boolean | null) => {
      if (fails) throw new Problem(403, 'no', '');
      said.push(about);
      return LEARNT;
    },
    setThreshold: async () => LEARNT,
  } as unknown as RelevanceDoor;
}

describe('relevance', () => {
  it('takes an answer back when it is given twice', async () => {
    const said: (boolean | null)[] = [];
    const relevance = new Relevance(doorTo(said), '1');
    await relevance.answer(POST, true);
    await relevance.answer(POST, true);
    await relevance.answer(POST, false);
    expect(said).toEqual([true, null, false]);
    expect([...relevance.answers.values()]).toEqual([false]);
  });

  it('knows what was answered before', async () => {
    const relevance = new Relevance(doorTo([]), '1');
    await relevance.read();
    expect([...relevance.answers.values()]).toEqual([true]);
  });

  const page = (hidden?: number) => ({ posts: [], next_cursor: null, ...(hidden === undefined ? {} : { hidden }) });
  const arrival = (id: string, more: object = {}) => ({ ...POST, id, ...more }) as unknown as Post;

  it('counts what is hidden page by page, each page once, and anew where the list begins anew', () => {
    const relevance = new Relevance(doorTo([]), '1');
    relevance.count(page(3), null, true);
    relevance.count(page(4), 'next', false);
    relevance.count(page(4), 'next', false);
    expect(relevance.hidden).toBe(7);
    relevance.count(page(), null, true);
    expect(relevance.hidden).toBe(0);
  });

  it('counts each hidden arrival once, and keeps the count when the newest are shown', () => {
    const relevance = new Relevance(doorTo([]), '1');
    relevance.count(page(3), null, true);
    relevance.hide(arrival('9'), false);
    relevance.hide(arrival('9'), false);
    relevance.hide(arrival('8', { edited_at: '2026-01-01T00:00:00Z' }), false);
    expect(relevance.hidden).toBe(4);
    relevance.count(page(2), null, false);
    expect(relevance.hidden).toBe(4);
    relevance.hide(arrival('7', { edited_at: '2026-01-01T00:00:00Z' }), true);
    expect(relevance.hidden).toBe(5);
    relevance.unhide({ source: POST.source, id: '7' });
    relevance.unhide({ source: POST.source, id: 'never' });
    expect(relevance.hidden).toBe(4);
  });

  it('counts what was hidden while nothing could arrive', () => {
    const relevance = new Relevance(doorTo([]), '1');
    relevance.count(page(3), null, true);
    relevance.hide(arrival('9'), false);
    relevance.count(page(6), null, false);
    expect(relevance.hidden).toBe(6);
  });

  it('says one thing at a time', async () => {
    const said: (boolean | null)[] = [];
    const relevance = new Relevance(doorTo(said), '1');
    const first = relevance.answer(POST, true);
    expect(relevance.busy).toBe(true);
    await relevance.answer(POST, true);
    await first;
    expect(said).toEqual([true]);
    expect(relevance.busy).toBe(false);
  });

  it('says why an answer was refused, and keeps none', async () => {
    const relevance = new Relevance(doorTo([], true), '1');
    await relevance.answer(POST, true);
    expect(relevance.problem?.status).toBe(403);
    expect(relevance.answers.size).toBe(0);
  });
});
