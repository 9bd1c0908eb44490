import { describe, expect, it } from 'vitest';
import type { Conversation, ConversationList } from '../api/desk';
import { Queue } from './queue.svelte';

const row = (id: string, more: Partial<Conversation> = {}) => ({ id, state: 'open', ...more }) as Conversation;
const list = (ids: string, next: string | null = null): ConversationList => ({
  conversations: [...ids].map((id) => row(id)), next_cursor: next, counts: { open: ids.length },
});
const ids = (queue: Queue) => queue.rows.map((one) => one.id).join('');

describe('the list of a tab', () => {
  it('does not move when others come: they wait, counted', async () => {
    let now = list('abc');
    const queue = new Queue(async () => now);
    await queue.open();
    now = list('xaybc');
    await queue.refresh();
    expect(ids(queue)).toBe('abc');
    expect(queue.fresh).toBe(2);
    expect(queue.counts.open).toBe(5);
    await queue.reveal();
    expect(ids(queue)).toBe('xaybc');
    expect(queue.fresh).toBe(0);
  });

  it('keeps what left in its place, and says so', async () => {
    let now = list('abc');
    const queue = new Queue(async () => now);
    await queue.open();
    now = list('ac');
    await queue.refresh();
    expect(ids(queue)).toBe('abc');
    expect([...queue.left]).toEqual(['b']);
  });

  it('does not take for gone what lies below what was asked for', async () => {
    let now = list('abc');
    const queue = new Queue(async () => now);
    await queue.open();
    now = list('xab', 'more');
    await queue.refresh();
    expect(queue.left.size).toBe(0);
  });

  it('shows a change in its place', async () => {
    let now = list('ab');
    const queue = new Queue(async () => now);
    await queue.open();
    now = { ...now, conversations: [row('a'), row('b', { owner: { id: '2', name: 'Ada' } })] };
    await queue.refresh();
    expect(queue.rows[1]?.owner?.name).toBe('Ada');
  });

  it('takes the first at once where there was none', async () => {
    let now = list('');
    const queue = new Queue(async () => now);
    await queue.open();
    now = list('a');
    await queue.refresh();
    expect(ids(queue)).toBe('a');
  });

  it('grows downwards and keeps none twice', async () => {
    const queue = new Queue(async (_limit, cursor) => (cursor ? list('bc') : list('ab', 'next')));
    await queue.open();
    await queue.more();
    expect(ids(queue)).toBe('abc');
  });

  it('keeps its rows and the reason when the server fails', async () => {
    let broken = false;
    const queue = new Queue(async () => {
      if (broken) throw new Error('gone');
      return list('a');
    });
    await queue.open();
    broken = true;
    await queue.refresh();
    expect(ids(queue)).toBe('a');
    expect(queue.problem?.message).toBe('gone');
  });
});
