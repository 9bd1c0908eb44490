// What a key says is right of the post in focus: a mood by its sign, `u` as Vigie reads it. Pure.
import type { Right } from '../api/readings';

const RIGHTS: Readonly<Record<string, Right>> = {
  '-': { mood: 'negative' },
  '=': { mood: 'neutral' },
  '+': { mood: 'positive' },
  u: { mood: null, lang: null },
};

export function rightOf(key: string): Right | null {
  return Object.hasOwn(RIGHTS, key) ? (RIGHTS[key] ?? null) : null;
}

/** Those that Vigie tells apart: as in src/post/post.cc. */
export const LANGUAGES = [
  'ar', 'az', 'be', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'eu', 'fa', 'fi', 'fr', 'gu', 'he', 'hi', 'hr', 'hu', 'hy', 'is',
  'it', 'ja', 'ka', 'ko', 'lt', 'lv', 'mr', 'ms', 'nl', 'no', 'pa', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sq', 'sr', 'sv', 'ta', 'te', 'th', 'tl',
  'tr', 'uk', 'ur', 'vi', 'yo', 'zh',
] as const;
