import { describe, expect, it } from 'vitest';
import { brandQuery, corrected, fieldTest, narrowed } from './brand';

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
    expect(narrowed('"a b"OR"c"', '#c')).toBe('("a b"OR"c") #c');
    expect(narrowed('a b', 'lang:fr')).toBe('a b lang:fr');
  });

  it('quotes a value that would end at a space', () => {
    expect(fieldTest('author', 'ada.sky')).toBe('author:ada.sky');
    expect(fieldTest('author', 'Ana Maria')).toBe('author:"Ana Maria"');
    expect(fieldTest('source', 'file:my "old" shop')).toBe('source:"file:my  old  shop"');
  });
});

describe('a suggestion', () => {
  it('takes the place of the token that is wrong, counted in code points', () => {
    expect(corrected('😀 (langue:fr) x', 4, 13, 'lang:fr')).toBe('😀 (lang:fr) x');
  });

  it('is put in where no token is wrong', () => {
    expect(corrected('a OR', 5, 5, ' b')).toBe('a OR b');
  });
});
