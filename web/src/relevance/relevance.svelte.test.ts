import { describe, expect, it } from 'vitest';
import type { Learnt, RelevanceDoor } from '../api/relevance';
import { Problem } from '../api/problem';
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

  it('counts what is hidden over all pages, and anew from the first', () => {
    const relevance = new Relevance(doorTo([]), '1');
    const page = (hidden?: number) => ({ posts: [], next_cursor: null, ...(hidden === undefined ? {} : { hidden }) });
    relevance.count(page(3), true);
    relevance.count(page(4), false);
    expect(relevance.hidden).toBe(7);
    relevance.count(page(), true);
    expect(relevance.hidden).toBe(0);
  });

  it('says why an answer was refused, and keeps none', async () => {
    const relevance = new Relevance(doorTo([], true), '1');
    await relevance.answer(POST, true);
    expect(relevance.problem?.status).toBe(403);
    expect(relevance.answers.size).toBe(0);
  });
});
