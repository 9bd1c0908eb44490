// Texts of the screens by key. Pure: the chosen language lives in state/language.svelte.ts.
import { en, type Catalogue, type Key } from './en';
import { fr } from './fr';
import { whole } from '../format/number';

export type Language = 'fr' | 'en';
export const CATALOGUES: Record<Language, Catalogue> = { fr, en };
export type Values = Record<string, string | number>;

/** French for every French of the world, English for all others. */
export function languageOf(wish: string | null | undefined): Language {
  return /^fr\b/i.test(wish ?? '') ? 'fr' : 'en';
}

/** The text of a key; `n` chooses the plural form and is written with its groups of digits. */
export function translate(language: Language, key: Key, values: Values = {}): string {
  const found = CATALOGUES[language][key];
  let text: string;
  if (typeof found === 'string') {
    text = found;
  } else {
    const form = new Intl.PluralRules(language).select(Number(values['n'] ?? 0));
    text = form === 'one' ? found.one : found.other;
  }
  return withValues(text, values, language);
}

/** The holes of a text filled; numbers are written with their groups of digits. */
export function withValues(text: string, values: Values, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name];
    if (value === undefined) return all;
    return typeof value === 'number' ? whole(value, language) : value;
  });
}
