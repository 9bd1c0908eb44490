// A rule while it is written: where it begins, what is wrong with it, what it says of itself.
import type { Channel, Recipient, RuleDraft, RuleKind } from '../api/alerts';
import type { Key } from '../i18n/en';

export const POSTS_MIN = 10;
export const REACH_MIN = 1000;
export const ESCALATE_MINUTES = 15;

export function newRule(): RuleDraft {
  return {
    name: '', watch: null, kind: 'surprise', sensitivity: 'usual', posts_min: POSTS_MIN, handles: [], reach_min: REACH_MIN, word: '',
    muted_until: null, quiet: null, to: [{ channel: 'browser', address: '' }], escalate: null,
  };
}

/** The first thing that is wrong, by the id of its field. */
export interface RuleFault {
  field: string;
  text: Key;
}

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;

export function isAddress({ channel, address }: Recipient): boolean {
  if (channel === 'browser') return true;
  if (channel === 'email') return ADDRESS.test(address.trim());
  try {
    const { protocol, username } = new URL(address.trim());
    return (protocol === 'https:' || protocol === 'http:') && username === '';
  } catch {
    return false;
  }
}

export function faultIn(rule: RuleDraft): RuleFault | null {
  if (!rule.name.trim()) return { field: 'rule-name', text: 'rule.needName' };
  if (rule.kind === 'word' && !rule.word.trim()) return { field: 'rule-word', text: 'rule.needWord' };
  if (rule.kind === 'author' && rule.handles.length === 0 && !(rule.reach_min > 0)) return { field: 'rule-handles', text: 'rule.needAuthor' };
  for (const [name, to] of [['to', rule.to], ['escalate', rule.escalate?.to ?? []]] as const) {
    const wrong = to.findIndex((one) => !isAddress(one));
    if (wrong >= 0) return { field: `rule-${name}-${wrong}`, text: to[wrong]?.channel === 'email' ? 'rule.needMail' : 'rule.needUrl' };
  }
  if (rule.escalate && rule.escalate.to.length === 0) return { field: 'rule-escalate-add', text: 'rule.needSecond' };
  return null;
}

/** `@ada, @eve` or one a line; without doubles. */
export function handlesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).map((one) => one.replace(/^@/, '')).filter(Boolean))];
}

/** What is sent: only what its kind asks for, without blanks around. */
export function tidied(rule: RuleDraft): RuleDraft {
  const of = (...kinds: RuleKind[]) => kinds.includes(rule.kind);
  const plain = (to: Recipient[]) => to.map(({ channel, address }) => ({ channel, address: channel === 'browser' ? '' : address.trim() }));
  return {
    ...rule,
    name: rule.name.trim(),
    posts_min: of('surprise', 'share') ? rule.posts_min : 1,
    word: of('word') ? rule.word.trim() : '',
    handles: of('author') ? rule.handles : [],
    reach_min: of('author') ? rule.reach_min : 0,
    to: plain(rule.to),
    escalate: rule.escalate && { ...rule.escalate, to: plain(rule.escalate.to) },
  };
}

export const channelsOf = (rule: RuleDraft): Channel[] => [...new Set(rule.to.map(({ channel }) => channel))];
