// Why a post is read as it is, and what a part of a watch's posts is about.
import type { Client } from './client';
import type { Intent } from './intents';
import type { Mood, MoodCounts, Span } from './types';

/** Above 0 it spoke for what was read, below 0 against it. */
export interface ReasonWord {
  word: string;
  weight: number;
}

export interface Reasons {
  /** `runner_up`: the likeliest other language, as the model reads today. */
  lang: { read: string; p: number; runner_up: { read: string; p: number } | null; words: ReasonWord[] };
  /** `words_for`: what the words speak for; another mood than `read` where somebody corrected it. */
  mood: { read: Mood; mood: MoodCounts; words_for: Mood; words: ReasonWord[] };
  toward: { watch: string; read: Mood; mood: MoodCounts; clauses: string[] } | null;
  /** By which attributes it judges, in the watch's clauses where one is named; `fr`, `en`: its title. */
  attributes: { name: string; fr: string; en: string; read: Mood; mood: MoodCounts; clauses: string[]; words: string[] }[];
  /** `from`, `to`: of a switch. */
  intents: { name: Intent; words: { why: 'word' | 'mark' | 'mood' | 'rating'; word: string }[]; from: string; to: string }[];
}

export interface StandingOut {
  term: string;
  /** Posts that hold it, of the part and of the others. */
  within: number;
  usual: number;
  ratio: number;
  p: number;
  /** Finds its posts. */
  query: string;
}

interface PostsRead {
  found: number;
  read: number;
}

export interface Composition {
  query: string;
  within: PostsRead;
  all: PostsRead;
  usual: number;
  enough: boolean;
  terms: StandingOut[];
}

export class ReasonsDoor {
  constructor(private readonly client: Client) {}

  why(source: string, id: string, watch: string | null): Promise<Reasons> {
    return this.client.send('GET', `posts/${encodeURIComponent(source)}/${encodeURIComponent(id)}/reasons`, { watch });
  }

  composition(watch: string, span: Span, mood: Mood): Promise<Composition> {
    return this.client.send('GET', `watches/${encodeURIComponent(watch)}/composition`, { from: span.from, to: span.to, mood });
  }
}
