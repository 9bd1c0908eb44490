import { expect, it } from 'vitest';
import { safeLink, sourceName, textLanguage } from './facts';

it('a link that is not of the web is not offered', () => {
  expect(safeLink('https://example.org/1')).toBe('https://example.org/1');
  expect(safeLink('javascript:alert(1)')).toBeNull();
  expect(safeLink('data:text/html,x')).toBeNull();
  expect(safeLink(undefined)).toBeNull();
});

it('a source is called by its name', () => {
  expect(sourceName('drill:atlas')).toBe('Atlas');
  expect(sourceName('bluesky')).toBe('Bluesky');
});

it('an unknown language gives no lang attribute', () => {
  expect(textLanguage('pt-BR')).toBe('pt-BR');
  expect(textLanguage('unknown')).toBeUndefined();
  expect(textLanguage('und')).toBeUndefined();
});
