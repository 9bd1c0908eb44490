import { describe, expect, it } from 'vitest';
import { en, type Forms, type Key } from './en';
import { fr } from './fr';
import { languageOf, translate } from './translate';

const forms = (text: string | Forms): string[] => (typeof text === 'string' ? [text] : [text.one, text.other]);
const holes = (text: string | Forms) => [...new Set(forms(text).join(' ').match(/\{\w+\}/g))].sort();
const keys = Object.keys(en) as Key[];

describe('the two catalogues', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(fr)).toEqual(keys);
  });

  it.each(keys)('ask for the same values: %s', (key) => {
    expect(holes(fr[key])).toEqual(holes(en[key]));
    expect(typeof fr[key]).toBe(typeof en[key]);
  });

  it.each(keys)('leave nothing empty and use typographic apostrophes: %s', (key) => {
    for (const text of [...forms(fr[key]), ...forms(en[key])]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toContain("'");
    }
  });

  it.each(keys)('set French punctuation with its narrow space: %s', (key) => {
    for (const text of forms(fr[key])) {
      expect(text.replace(/https?:/g, '')).not.toMatch(/[^\u202f]([;?!»]|:(?!\w))/u);
      expect(text).not.toMatch(/«[^\u202f]/u);
    }
  });
});

const sources = Object.values(import.meta.glob<string>(['../**/*.{svelte,ts}', '!./*', '!../**/*.test.ts'], { query: '?raw', import: 'default', eager: true })).join('\n');
// Keys that are put together: `mood.${mood}`.
const beginnings = [...sources.matchAll(/`([a-z.]+\.)\$\{/g)].map((match) => match[1] as string);

it.each(keys)('a text is shown somewhere: %s', (key) => {
  expect(sources.includes(`'${key}'`) || beginnings.some((beginning) => key.startsWith(beginning))).toBe(true);
});

const catalogues = import.meta.glob<Record<string, object>>('./*_{en,fr}.ts', { eager: true });

it.each(['en', 'fr'])('no key stands in two files, where one would hide the other: %s', (language) => {
  const parts = Object.entries(catalogues).filter(([path]) => path.endsWith(`_${language}.ts`)).map(([, part]) => part);
  const said = parts.flatMap(Object.values).flatMap((one) => Object.keys(one));
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((key, at) => said.indexOf(key) !== at)).toEqual([]);
});

describe('a text', () => {
  it('takes the plural of its language: zero is singular in French, plural in English', () => {
    expect(translate('fr', 'count.posts', { n: 0 })).toBe('0 message');
    expect(translate('en', 'count.posts', { n: 0 })).toBe('0 posts');
    expect(translate('en', 'count.posts', { n: 1 })).toBe('1 post');
  });

  it('groups the digits of its numbers', () => {
    expect(translate('fr', 'count.posts', { n: 308214 })).toBe('308\u202f214 messages');
  });

  it('keeps values as they are, braces included', () => {
    expect(translate('en', 'watch.deleteTitle', { name: '{n} <b>' })).toBe('Delete the watch “{n} <b>”?');
  });
});

describe('the language', () => {
  it('is French for any French and English otherwise', () => {
    expect(languageOf('fr-CA')).toBe('fr');
    expect(languageOf('FR')).toBe('fr');
    expect(languageOf('fro')).toBe('en');
    expect(languageOf('de-DE')).toBe('en');
    expect(languageOf(undefined)).toBe('en');
  });
});
