// The words of the desk: why a conversation stands where it stands, how long it waits, what can be left.
// Pure but for the language.
import type { Conversation, Reason } from '../api/desk';
import { en, type Key } from '../i18n/en';
import { t } from '../state/language.svelte';
import { sourceName } from '../post/facts';

/** A reason in words; one that these screens do not know yet is told by the word that gave it. */
export function reasonWords(reason: Reason): string {
  const key = `why.${reason.why}`;
  if (key in en) return t(key as Key, { word: reason.word ?? '' });
  return reason.word ?? reason.why;
}

/** How long it has waited at `now`: the server told it once, the clock goes on. */
export function waitedMs(conversation: Conversation, now: Date): number {
  return Math.max(0, now.getTime() - new Date(conversation.opened_at).getTime());
}

/** Where it is said: "Bluesky", "our page notre-pub". */
export function whereOf(source: string): string {
  return isOurs(source) ? t('desk.ourPage', { name: source.slice(PLACE.length) || '…' }) : sourceName(source);
}

const PLACE = 'place:';
export function isOurs(source: string): boolean {
  return source.startsWith(PLACE);
}

/** Reasons to let stand that are worth offering, for each is a thought, not an excuse. */
export const STAND_REASONS = ['stand.members', 'stand.opinion', 'stand.elsewhere', 'stand.joke'] as const satisfies readonly Key[];
