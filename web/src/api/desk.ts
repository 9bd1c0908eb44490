// The desk: conversations that want an answer, and what is answered. Times are RFC 3339.
import type { Client } from './client';
import type { Post } from './types';

export type Kind = 'question' | 'complaint' | 'attack' | 'thanks';

/** `taken` asks for all that somebody has; one conversation is never in that state to oneself: it is mine. */
export type Tab = 'open' | 'mine' | 'taken' | 'handed' | 'answered' | 'let_stand';
export const TABS: readonly Tab[] = ['open', 'mine', 'handed', 'answered', 'let_stand'];

/** Why it stands where it stands in the list: a key of ours, and the word that told, where one did. */
export interface Reason {
  why: string;
  word?: string;
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
  state: 'open' | 'taken' | 'handed' | 'answered' | 'let_stand';
  ours: boolean;
  owner: Person | null;
  handed_to: Person | null;
  topic: string;
  opened_at: string;
  waits_ms?: number;
  answered_after_ms?: number;
  posts: number;
  voices: number;
  post: Post;
  let_stand_reason: string;
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
  error: string;
  url: string;
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
  cannot_reply_why: string;
}

export type Counts = Partial<Record<Tab, number>>;

export interface ConversationList {
  conversations: Conversation[];
  next_cursor: string | null;
  counts: Counts;
}

/** A quiet hint: [from, to) in code points of the text. */
export interface Hint {
  kind: 'useful' | 'commercial' | 'personal';
  from: number;
  to: number;
  detail: string;
}

export interface Checked {
  length: { used: number; max: number | null; unit: string };
  links: string[];
  hints: Hint[];
}

/** Nothing falls between: received = shown + merged + rejected. */
export interface DeskFigures {
  received: number;
  shown: number;
  merged: number;
  rejected: number;
  median_expert_ms?: number | null;
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

  draft = (id: string, text: string) => this.client.send<Draft | null>('PUT', this.one(id, 'draft'), {}, { text });
  check = (text: string, source: string) => this.client.send<Checked>('POST', 'desk/check', {}, { text, source });
  /** The same key is never said twice, however often it is sent. */
  reply = (id: string, text: string, key: string) => this.client.send<Reply>('POST', this.one(id, 'replies'), {}, { text }, { 'Idempotency-Key': key });
  retry = (id: string, reply: string) => this.client.send<Reply>('POST', `${this.one(id, 'replies', reply)}/retry`);
  sendPassedOn = (id: string, reply: string) => this.client.send<Reply>('POST', `${this.one(id, 'replies', reply)}/send`);
  dropPassedOn = (id: string, reply: string) => this.client.send<null>('DELETE', this.one(id, 'replies', reply));
}
