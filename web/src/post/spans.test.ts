import { describe, expect, it } from 'vitest';
import { cut, cutAtToken } from './spans';

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

describe('the token that is wrong in a query', () => {
  it('is cut out whole, counted in code points', () => {
    expect(cutAtToken('😀 atlas langue:fr (x', 9, 18)).toEqual(['😀 atlas ', 'langue:fr', ' (x']);
  });

  it('may be empty, at the end', () => {
    expect(cutAtToken('a OR', 5, 5)).toEqual(['a OR', '', '']);
  });
});
