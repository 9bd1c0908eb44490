import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Conversation, Hint } from '../api/desk';
import { openWindow } from '../testing/window';

let words: typeof import('./words');
beforeEach(async () => {
  openWindow('/desk');
  vi.stubGlobal('navigator', { language: 'en' });
  words = await import('./words');
});
afterEach(() => void vi.unstubAllGlobals());

const reason = (why: string, word = '') => ({ why, word, points: 1 });

describe('a reason', () => {
  it('is told in words, with the word that gave it', () => {
    expect(words.reasonWords(reason('ours'), '')).toBe('on our own page');
    expect(words.reasonWords(reason('word', 'broken'), '')).toBe('says “broken”');
    expect(words.reasonWords(reason('waiting'), '40 min')).toBe('has waited 40 min');
    expect(words.reasonWords(reason('reopened', 'question'), '')).toBe('open again: Question');
    expect(words.reasonWords(reason('mood', '86 %'), '')).toBe('negative, 86% sure');
  });

  it('that is not known yet is told by its word', () => {
    expect(words.reasonWords(reason('stars', '1 of 5'), '')).toBe('1 of 5');
    expect(words.reasonWords(reason('moon'), '')).toBe('moon');
  });
});

it('a hint says what it is about, else of which kind it is', () => {
  const hint = (kind: Hint['kind'], detail: string): Hint => ({ kind, detail, from: 0, to: 0 });
  expect(words.hintWords(hint('personal', 'iban'))).toMatch(/IBAN/);
  expect(words.hintWords(hint('personal', 'dna'))).toBe('Personal data, in public.');
});

it('the clock goes on from what the server told', () => {
  const conversation = { waits_ms: 60_000 } as Conversation;
  const read = new Date('2026-02-01T12:00:00Z');
  expect(words.waitedMs(conversation, read)).toBe(60_000);
  expect(words.waitedMs(conversation, new Date(read.getTime() + 5000))).toBe(65_000);
});

it('a page of ours is called by its name, a network by its own', () => {
  expect(words.whereOf('place:notre-pub')).toBe('our page notre-pub');
  expect(words.whereOf('bluesky')).toBe('Bluesky');
});
