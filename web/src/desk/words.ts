// The words of the desk: why a conversation stands where it stands, how long it waits, what can be left.
// Pure but for the language.
import type { Conversation, Hint, Kind, Reason } from '../api/desk';
import { percent } from '../format/number';
import { en, type Key } from '../i18n/en';
import { sourceName } from '../post/facts';
import { language, t } from '../state/language.svelte';

/** A key that is put together, where there are words for it. */
function known(key: string): Key | null {
  return key in en ? (key as Key) : null;
}

/** A reason in words; one that these screens do not know yet is told by the word that gave it. */
export function reasonWords(reason: Reason, waited: string): string {
  const key = known(`why.${reason.why}`);
  if (reason.why === 'reopened') return t('why.reopened', { word: t(known(`kind.${reason.word as Kind}`) ?? 'kind.handed') });
  if (reason.why === 'mood') return t('why.mood', { word: percent(Number.parseInt(reason.word, 10) / 100, language.locale) });
  if (key) return t(key, { word: reason.why === 'waiting' ? waited : reason.word });
  return reason.word || reason.why;
}

/** A hint in words: of its detail, else of its kind. */
export function hintWords(hint: Hint): string {
  return t(known(`hint.${hint.detail}`) ?? `hint.of.${hint.kind}`);
}

export function cannotWords(why: string): string {
  return t(known(`cannot.${why}`) ?? 'cannot.other');
}

const readAt = new WeakMap<Conversation, number>();

/** How long it has waited at `now`: the server told it when it was read, and the clock goes on. */
export function waitedMs(conversation: Conversation, now: Date): number {
  const at = readAt.get(conversation) ?? now.getTime();
  readAt.set(conversation, at);
  return Math.max(0, (conversation.waits_ms ?? 0) + now.getTime() - at);
}

const PLACE = 'place:';

export function isOurs(source: string): boolean {
  return source.startsWith(PLACE);
}

/** Where it is said: "Bluesky", "our page notre-pub". */
export function whereOf(source: string): string {
  return isOurs(source) ? t('desk.ourPage', { name: source.slice(PLACE.length) || '…' }) : sourceName(source);
}

/** Reasons to let stand that are worth offering, for each is a thought, not an excuse. */
export const STAND_REASONS = ['stand.members', 'stand.opinion', 'stand.elsewhere', 'stand.joke'] as const satisfies readonly Key[];
