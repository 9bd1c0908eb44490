// An alert in figures: how far from what is usual, since when, where it opens.
import type { Alert } from '../api/alerts';
import type { Key } from '../i18n/en';
import { percent, whole } from '../format/number';
import type { Route } from '../route/route';
import type { IconName } from '../ui/Icon.svelte';

export const KIND_ICONS = { surprise: 'alert', share: 'attack', author: 'person', word: 'search', coverage: 'sources' } as const satisfies Record<Alert['kind'], IconName>;

/** What is seen, against what is usual: on one scale, from 0 to `most`. */
export interface Against {
  value: number;
  low: number;
  high: number;
  most: number;
  shown: string;
  /** None: less than one. */
  usual: string | null;
  name: Key;
}

const ROOM = 1.15;

export function againstOf(alert: Alert, locale: string): Against | null {
  if (alert.kind === 'share' && alert.critical && alert.usual) {
    const { share } = alert.critical;
    const { low, high } = alert.usual;
    const write = (value: number) => percent(value, locale);
    return { value: share, low, high, most: Math.max(share, high) * ROOM, shown: write(share), usual: `${write(low)} – ${write(high)}`, name: 'alert.ofShare' };
  }
  if (alert.posts === null || alert.expected === null) return null;
  const { posts, expected } = alert;
  return { value: posts, low: 0, high: expected, most: Math.max(posts, expected, 1) * ROOM, shown: whole(posts, locale), usual: expected < 1 ? null : whole(expected, locale), name: 'alert.ofPosts' };
}

/** The span that was counted, in its house's search; null where nothing can be opened. */
export function postsRoute(alert: Alert, query = alert.query): Route | null {
  if (!query || !alert.from || !alert.to) return null;
  const span = { from: new Date(alert.from), to: new Date(alert.to) };
  return span.from < span.to ? { page: 'search', query, view: { span } } : { page: 'search', query };
}

/** Each with its parts under it, in the order of the first of them; parts whose larger one is not there stand alone. */
export function underHeads(alerts: readonly Alert[]): { alert: Alert; head: Alert | null }[] {
  const heads = new Map(alerts.map((alert) => [alert.id, alert]));
  const larger = (alert: Alert) => (alert.group === null || alert.group === alert.id ? null : (heads.get(alert.group) ?? null));
  const headOf = (alert: Alert) => {
    const head = larger(alert);
    return head && !larger(head) ? head : null;
  };
  const tops = [...new Set(alerts.map((alert) => headOf(alert) ?? alert))];
  return tops.flatMap((top) => [{ alert: top, head: headOf(top) }, ...alerts.filter((one) => headOf(one) === top).map((alert) => ({ alert, head: top }))]);
}

/** What happened when, oldest first: for the line of an alert's life. */
export interface Moment {
  at: Date;
  name: Key;
  by?: string;
}

export function momentsOf(alert: Alert): Moment[] {
  const all: (Moment | null)[] = [
    { at: new Date(alert.began_at), name: 'alert.began' },
    alert.peaked_at ? { at: new Date(alert.peaked_at), name: 'alert.peaked' } : null,
    alert.acknowledged ? { at: new Date(alert.acknowledged.at), name: 'alert.takenBy', by: alert.acknowledged.by } : null,
    alert.ended_at ? { at: new Date(alert.ended_at), name: 'alert.endedAt' } : null,
  ];
  return all.filter((one) => one !== null).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** An alert's life with what came before, to be drawn: the longer it lasts, the more. */
export function lifeOf(alert: Alert, now: Date): { from: Date; to: Date } {
  const began = new Date(alert.began_at).getTime();
  const end = alert.ended_at ? new Date(alert.ended_at).getTime() : now.getTime();
  const before = Math.min(Math.max(end - began, 3_600_000), 86_400_000);
  return { from: new Date(began - before), to: new Date(Math.max(end + before / 4, began + 60_000)) };
}
