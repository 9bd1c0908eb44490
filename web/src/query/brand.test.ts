import { describe, expect, it } from 'vitest';
import { brandQuery, corrected, narrowed } from './brand';

describe('a brand as a query', () => {
  it('is quoted where it would be read as anything but a word', () => {
    expect(brandQuery('OR')).toBe('"OR"');
    expect(brandQuery('-20%')).toBe('"-20%"');
    expect(brandQuery('  Atlas ')).toBe('Atlas');
  });

  it('of several words is also a hashtag', () => {
    expect(brandQuery('Crédit du Port')).toBe('"Crédit du Port" OR #CréditduPort');
    expect(brandQuery('«Ben & Jerry»')).toBe('"Ben & Jerry" OR #BenJerry');
  });

  it('of nothing is nothing', () => {
    expect(brandQuery(' "" ')).toBe('');
  });
});

describe('narrowing', () => {
  it('keeps an OR whole', () => {
    expect(narrowed('a OR b', '#c')).toBe('(a OR b) #c');
    expect(narrowed('a b', 'lang:fr')).toBe('a b lang:fr');
  });
});

describe('a suggestion', () => {
  it('replaces the word at its column', () => {
    expect(corrected('été langue:fr', 5, 'lang')).toBe('été lang:fr');
    expect(corrected('langue:fr x', 1, 'lang:')).toBe('lang:fr x');
  });
});
