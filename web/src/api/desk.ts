// The desk: conversations that want an answer, and what is answered. Times are RFC 3339.
import type { Client } from './client';
import type { Post } from './types';

export type Kind = 'question' | 'complaint' | 'attack' | 'thanks';

/** As the one who asks sees it: what is theirs is `mine`, what another has is `taken`. */
export type Tab = 'open' | 'mine' | 'taken' | 'handed' | 'answered' | 'let_stand';
/** An expert looks first at what was handed to them. */
export const EXPERT_TABS: readonly Tab[] = ['handed', 'open', 'mine', 'answered', 'let_stand'];
export const TABS: readonly Tab[] = ['open', 'mine', 'handed', 'answered', 'let_stand'];

/** Why it stands where it stands in the list: a key of ours, and the word that told, where one did. */
export interface Reason {
  why: string;
  word: string;
  points: number;
}

export interface Person {
  id: string;
  name: string;
}

export interface Conversation {
  id: string;
  kind: Kind;
  reasons: Reason[];
  rank: number;
  state: Tab;
  ours: boolean;
  source: string;
  owner: Person | null;
  handed_to: Person | null;
  topic: string;
  opened_at: string;
  /** Null: nobody waits any more. */
  waits_ms: number | null;
  answered_after_ms: number | null;
  posts: number;
  voices: number;
  /** What it is about; null: it is gone. */
  post: Post | null;
  let_stand_reason: string | null;
}

export type ReplyState = 'queued' | 'sent' | 'confirmed' | 'failed' | 'passed_on';

export interface Reply {
  id: string;
  state: ReplyState;
  text: string;
  author: string;
  badge: string;
  queued_at: string;
  sent_at: string | null;
  confirmed_at: string | null;
  error: string | null;
  /** A failed one that goes out again by itself. */
  tries_again: boolean;
  url: string | null;
  /** Sent, and not heard back for a while. */
  late: boolean;
}

export interface Draft {
  text: string;
  updated_at: string;
}

export interface ConversationWhole extends Conversation {
  thread: Post[];
  replies: Reply[];
  draft: Draft | null;
  can_reply: boolean;
  cannot_reply_why: string | null;
}

export type Counts = Partial<Record<Tab, number>>;

export interface ConversationList {
  conversations: Conversation[];
  next_cursor: string | null;
  counts: Counts;
}

/** A quiet hint: [from, to) in code points of the text; equal: it is about the whole. `detail` is a key of ours. */
export interface Hint {
  kind: 'useful' | 'commercial' | 'personal';
  from: number;
  to: number;
  detail: string;
}

export interface Checked {
  /** What goes out may be longer than what is written: an expert’s badge stands below it. */
  length: { used: number; max: number; unit: string };
  links: string[];
  hints: Hint[];
}

/** Nothing falls between: received = shown + merged + rejected. */
export interface DeskFigures {
  received: number;
  shown: number;
  merged: number;
  rejected: number;
  median_first_answer_ms: number | null;
  median_expert_answer_ms: number | null;
}

export class DeskDoor {
  constructor(private readonly client: Client) {}

  private one(id: string, act = '', tail = ''): string {
    return `desk/conversations/${encodeURIComponent(id)}${act && `/${act}`}${tail && `/${encodeURIComponent(tail)}`}`;
  }

  list = (state: Tab, limit: number, cursor: string | null = null) =>
    this.client.send<ConversationList>('GET', 'desk/conversations', { state, limit, cursor });
  conversation = (id: string) => this.client.send<ConversationWhole>('GET', this.one(id));
  figures = () => this.client.send<DeskFigures>('GET', 'desk/counts');

  take = (id: string) => this.client.send<Conversation>('POST', this.one(id, 'take'));
  release = (id: string) => this.client.send<Conversation>('POST', this.one(id, 'release'));
  reopen = (id: string) => this.client.send<Conversation>('POST', this.one(id, 'reopen'));
  letStand = (id: string, reason: string) => this.client.send<Conversation>('POST', this.one(id, 'let-stand'), {}, { reason });
  hand = (id: string, account: string, topic: string) => this.client.send<Conversation>('POST', this.one(id, 'hand'), {}, { account, topic });

  draft = async (id: string, text: string) => (await this.client.send<{ draft: Draft | null }>('PUT', this.one(id, 'draft'), {}, { text })).draft;
  check = (text: string, source: string) => this.client.send<Checked>('POST', 'desk/check', {}, { text, source });
  /** The same key is never said twice, however often it is sent. */
  reply = (id: string, text: string, key: string) => this.client.send<Reply>('POST', this.one(id, 'replies'), {}, { text }, { 'Idempotency-Key': key });
  retry = (id: string, reply: string) => this.client.send<Reply>('POST', `${this.one(id, 'replies', reply)}/retry`);
  sendPassedOn = (id: string, reply: string) => this.client.send<Reply>('POST', `${this.one(id, 'replies', reply)}/send`);
  dropPassedOn = (id: string, reply: string) => this.client.send<null>('DELETE', this.one(id, 'replies', reply));
}
