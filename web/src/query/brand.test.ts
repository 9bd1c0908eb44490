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
  it('of a word replaces the letters at its column', () => {
    expect(corrected('été langue:fr', 5, 'lang')).toBe('été lang:fr');
  });

  it('of a field or a phrase replaces the whole token, wherever in it the column points', () => {
    expect(corrected('(langue:fr) x', 2, 'lang:fr')).toBe('(lang:fr) x');
    expect(corrected('x -lang:xx', 9, 'lang:fr')).toBe('x -lang:fr');
    expect(corrected('note:fin x', 1, '"note fin"')).toBe('"note fin" x');
  });
});
