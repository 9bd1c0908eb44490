// What those want and do who speak of a watch.
import type { Client } from './client';
import type { Share } from './measure';
import type { Page, Span } from './types';

export type Intent = 'wants' | 'buys' | 'recommends' | 'regrets' | 'leaves' | 'switches' | 'asks' | 'complains' | 'thanks';
export const INTENTS: readonly Intent[] = ['wants', 'buys', 'recommends', 'regrets', 'leaves', 'switches', 'asks', 'complains', 'thanks'];

/** One step of time. */
export interface IntentBucket {
  time: string;
  /** Posts that could show an intent. */
  asked: number;
  intents: Record<Intent, Share>;
  /** As in a Bucket. */
  coverage: number | null;
}

/** Who is left for whom; as typed. */
export interface Switch {
  from: string;
  to: string;
  posts: number;
}

export interface WatchIntents {
  from: string;
  to: string;
  step_s: number;
  found: number;
  read: number;
  asked: number;
  intents: Record<Intent, Share>;
  buckets: IntentBucket[];
  switches: Switch[];
  switch_pairs: number;
}

/** Which posts: of an intent, in a span, of a switch from and to whom. */
export interface IntentWish {
  intent: Intent;
  span?: Span;
  from?: string;
  to?: string;
}

export class IntentsDoor {
  constructor(private readonly client: Client) {}

  read = (watch: string, span: Partial<Span>) => this.client.send<WatchIntents>('GET', `watches/${encodeURIComponent(watch)}/intents`, { ...span });
  posts = (watch: string, wish: IntentWish, limit: number, cursor: string | null) =>
    this.client.send<Page>('GET', `watches/${encodeURIComponent(watch)}/intents/posts`, {
      intent: wish.intent,
      switch_from: wish.from,
      switch_to: wish.to,
      limit,
      cursor,
      ...wish.span,
    });
}
