import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Checked } from '../api/desk';
import { Composer, KEEP_MS } from './composer.svelte';

const NOTHING: Checked = { length: { used: 0, max: 300, unit: 'graphemes' }, links: [], hints: [] };
let kept: string[];
let composer: Composer;
beforeEach(() => {
  vi.useFakeTimers();
  kept = [];
  composer = new Composer({
    keep: async (text) => (kept.push(text), { text, updated_at: '2026-02-01T12:00:00Z' }),
    check: async (text) => ({ ...NOTHING, length: { ...NOTHING.length, used: text.length } }),
  });
});
afterEach(() => void vi.useRealTimers());

describe('what is being written', () => {
  it('is kept once one pauses, not at each key', async () => {
    for (const text of ['B', 'Bo', 'Bon']) composer.write(text);
    expect(composer.kept).toBe('writing');
    await vi.advanceTimersByTimeAsync(KEEP_MS);
    expect(kept).toEqual(['Bon']);
    expect(composer.kept).toBe('kept');
  });

  it('is kept when one leaves before the pause', async () => {
    composer.write('Bonj');
    composer.leave();
    await vi.advanceTimersByTimeAsync(10);
    expect(kept).toEqual(['Bonj']);
  });

  it('is not replaced by an older draft of the server', () => {
    composer.write('mine');
    composer.begin({ text: 'older', updated_at: '2026-02-01T11:00:00Z' });
    expect(composer.text).toBe('mine');
  });

  it('begins with the draft of the server', () => {
    composer.begin({ text: 'older', updated_at: '2026-02-01T11:00:00Z' });
    expect(composer.text).toBe('older');
    expect(composer.kept).toBe('kept');
  });

  it('is looked at as it stands: an answer about an older text is dropped', async () => {
    composer.write('one');
    await vi.advanceTimersByTimeAsync(460);
    expect(composer.checked?.length.used).toBe(3);
    composer.write('one more');
    expect(composer.about).toBe('one');
  });

  it('says that it could not be kept', async () => {
    composer = new Composer({ keep: async () => Promise.reject(new Error('gone')), check: async () => NOTHING });
    composer.write('x');
    await vi.advanceTimersByTimeAsync(KEEP_MS);
    expect(composer.kept).toBe('failed');
  });
});
