// The language of the screens: the person's choice, else the browser's.
import type { Key } from '../i18n/en';
import { languageOf, translate, type Language, type Values } from '../i18n/translate';
import { recall, remember } from './memory';

class LanguageChoice {
  current = $state<Language>(languageOf(recall('language') ?? navigator.language));

  /** For dates and numbers: the browser's own variety of the language, as far as it is one of it. */
  get locale(): string {
    return languageOf(navigator.language) === this.current && /^(fr|en)/i.test(navigator.language) ? navigator.language : this.current;
  }

  choose(language: Language): void {
    this.current = language;
    remember('language', language);
    document.documentElement.lang = language;
  }
}

export const language = new LanguageChoice();

export function t(key: Key, values?: Values): string {
  return translate(language.current, key, values);
}

/** The name of a language code in the language of the screens; unknown codes stand as they are. */
export function languageName(code: string): string {
  if (code === 'unknown') return t('language.unknown');
  try {
    return new Intl.DisplayNames(language.current, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
