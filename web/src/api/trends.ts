// What rises above its own past, and which texts are copied.
import type { Client } from './client';
import type { Bilingual } from './types';

export const TERM_KINDS = ['word', 'hashtag', 'phrase', 'link', 'emoji'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

export interface Trend {
  kind: TermKind;
  text: string;
  /** Null: in all languages. */
  lang: string | null;
  posts: number;
  voices: number;
  /** Different texts: copies count once. */
  clusters: number;
  /** Voices that are usual in so long a span. */
  usual: number;
  since: string;
  reason: Bilingual;
  /** Finds its posts from `since` on; of a link, those that lead to its site. */
  query: string;
}

export interface Coverage {
  since: string | null;
  /** Whether there is a past to compare with. */
  ready: boolean;
  posts: number;
  missed: number;
  late: number;
}

export interface TrendList {
  trends: Trend[];
  as_of: string;
  coverage: Coverage;
}

export interface Copied {
  text: string;
  posts: number;
  voices: number;
  /** Many voices said it within minutes. */
  coordinated: boolean;
  since: string;
  last: string;
  query: string;
}

export interface CopyList {
  copies: Copied[];
  as_of: string;
  posts: number;
  copied: number;
  groups: number;
}

/** Whose trends: all of them, where nothing is said. */
export interface TrendWish {
  watch?: string;
  lang?: string;
  kind?: TermKind;
}

export class TrendsDoor {
  constructor(private readonly client: Client) {}

  trends = (wish: TrendWish, limit: number) => this.client.send<TrendList>('GET', 'trends', { ...wish, limit });
  copies = (limit: number) => this.client.send<CopyList>('GET', 'copies', { limit });
}
