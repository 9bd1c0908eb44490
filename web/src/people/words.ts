// How people are told of, and what their forms hold. Pure.
import type { Account } from '../api/people';

/** As the server asks it. */
export const PASSWORD_MIN = 10;

/** "motor, charging ; battery" as its topics, each once, as it was written first. */
export function topicsIn(text: string): string[] {
  const seen = new Map<string, string>();
  for (const topic of text.split(/[,;\n]/).map((part) => part.trim().replace(/\s+/g, ' '))) {
    if (topic && !seen.has(topic.toLowerCase())) seen.set(topic.toLowerCase(), topic);
  }
  return [...seen.values()];
}

/** The mandate still runs at `now`: what is answered within it goes out at once. */
export function inMandate(account: Account, now: Date): boolean {
  return account.state === 'active' && (account.mandate_until === null || new Date(account.mandate_until) > now);
}

/** A time as the day on which it falls here, for a field of a date: `2026-12-31`. */
export function dayIn(time: string): string {
  const at = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last moment of a day that a person chose (`2026-12-31`), in their own time zone. */
export function endOfDay(date: string): string | null {
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
