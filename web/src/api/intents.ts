// What those want and do who speak of a watch.
import type { Client } from './client';
import type { AttributeWords } from './image';
import type { Share } from './measure';
import type { Page, Span } from './types';

export type Intent = 'wants' | 'buys' | 'recommends' | 'regrets' | 'leaves' | 'switches' | 'asks' | 'complains' | 'thanks';
export const INTENTS: readonly Intent[] = ['wants', 'buys', 'recommends', 'regrets', 'leaves', 'switches', 'asks', 'complains', 'thanks'];

/** A category's name in place of a name: posts that speak of none. */
export const NO_CATEGORY = '-';

/** Of the posts `asked`, the shares that show each intent. */
export interface IntentTable {
  asked: number;
  intents: Record<Intent, Share>;
}

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
  /** Of all posts, whatever category was asked for; `fr`, `en`: its title. */
  categories: (IntentTable & { name: string; fr: string; en: string })[];
  no_category: IntentTable;
}

/** Which posts: of an intent, in a span, of a switch from and to whom, of a category of products. */
export interface IntentWish {
  intent: Intent;
  span?: Span;
  from?: string;
  to?: string;
  category?: string;
}

export class IntentsDoor {
  constructor(private readonly client: Client) {}

  read = (watch: string, wish: Partial<Span> & { category?: string }) => this.client.send<WatchIntents>('GET', `watches/${encodeURIComponent(watch)}/intents`, { ...wish });
  posts = (watch: string, wish: IntentWish, limit: number, cursor: string | null) =>
    this.client.send<Page>('GET', `watches/${encodeURIComponent(watch)}/intents/posts`, {
      intent: wish.intent,
      switch_from: wish.from,
      switch_to: wish.to,
      category: wish.category,
      limit,
      cursor,
      ...wish.span,
    });

  /** The categories of products, as a list of words. */
  words = async () => asWords(await this.client.send<CategoryWords>('GET', 'intents/categories'));
  change = async (categories: AttributeWords['attributes']) => asWords(await this.client.send<CategoryWords>('PUT', 'intents/categories', {}, { categories }));
  reset = () => this.client.send<null>('DELETE', 'intents/categories');
}

type CategoryWords = Omit<AttributeWords, 'attributes'> & { categories: AttributeWords['attributes'] };
const asWords = ({ categories, ...changed }: CategoryWords): AttributeWords => ({ attributes: categories, ...changed });
