// The card of motives as a form holds it. Pure.
import type { Motive, RemovalReason } from '../api/place';

export const LINES = ['who', 'why', 'use', 'paid', 'how_long'] as const;
export type Line = (typeof LINES)[number];

export const NO_MOTIVE: Motive = { who: '', why: '', use: '', removal_reasons: [], paid: '', how_long: '' };

/** A short name for a reason, made of its words: "Insultes et menaces" is `insultes-et-menaces`. */
export function reasonId(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g)?.slice(0, 4).join('-') ?? '';
}

/** What is sent: without the empty lines of the list, each reason with a name of its own. */
export function tidy(motive: Motive): Motive {
  const used = new Set<string>();
  const removal_reasons: RemovalReason[] = [];
  for (const { id, words } of motive.removal_reasons) {
    if (!words.trim()) continue;
    let name = id || reasonId(words) || 'reason';
    for (let n = 2; used.has(name); n++) name = `${id || reasonId(words) || 'reason'}-${n}`;
    used.add(name);
    removal_reasons.push({ id: name, words: words.trim() });
  }
  const { who, why, use, paid, how_long } = motive;
  return { who: who.trim(), why: why.trim(), use: use.trim(), removal_reasons, paid: paid.trim(), how_long: how_long.trim() };
}
