import { describe, expect, it } from 'vitest';
import { cut, cutAtColumn } from './spans';

const marks = (text: string, spans: [number, number][]) =>
  cut(text, spans).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('');

describe('marking', () => {
  it('counts code points, not UTF-16 units', () => {
    expect(marks('🚗🚗 Atlas 😀', [[3, 8]])).toBe('🚗🚗 [Atlas] 😀');
  });

  it('joins spans that overlap or touch, in any order', () => {
    expect(marks('abcdef', [[3, 5], [0, 2], [1, 3]])).toBe('[abcde]f');
  });

  it('bears spans beyond the end and empty ones', () => {
    expect(marks('abc', [[1, 1], [2, 99], [50, 60]])).toBe('ab[c]');
  });

  it('keeps the whole text', () => {
    const text = 'l’été 日本語 👩‍💻';
    expect(cut(text, [[2, 5], [6, 8]]).map((piece) => piece.text).join('')).toBe(text);
  });
});

describe('the column of a wrong query', () => {
  it('finds the letter under it', () => {
    expect(cutAtColumn('😀 (a', 3)).toEqual(['😀 ', '(', 'a']);
  });

  it('may stand behind the end', () => {
    expect(cutAtColumn('a OR', 5)).toEqual(['a OR', '', '']);
  });
});
