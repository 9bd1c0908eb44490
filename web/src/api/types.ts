// What the HTTP API says, as described by /api/v1/openapi.json. Times are RFC 3339 in UTC.

export type Mood = 'negative' | 'neutral' | 'positive';
export const MOODS: readonly Mood[] = ['negative', 'neutral', 'positive'];

export interface MoodCounts {
  negative: number;
  neutral: number;
  positive: number;
}

export interface Author {
  id: string;
  handle?: string;
  name?: string;
}

/** Our own reading of a post. Spans are [from, to) in code points of `text`. */
export interface Reading {
  lang: string;
  lang_p: number;
  mood: MoodCounts;
  spans: [number, number][];
}

export interface Post {
  id: string;
  source: string;
  kind: string;
  time: string;
  edited_at?: string;
  author?: Author;
  title?: string;
  summary?: string;
  text: string;
  lang?: string;
  url?: string;
  links?: string[];
  media?: { type: string; alt?: string }[];
  rating?: number;
  rating_max?: number;
  vigie?: Reading;
}

export interface Watch {
  id: string;
  name: string;
  query: string;
  colour?: string;
  owner?: string;
  purpose?: string;
  created_at: string;
}

export interface WatchDraft {
  name: string;
  query: string;
  colour?: string;
  owner?: string;
  purpose?: string;
}

export interface Bucket extends MoodCounts {
  time: string;
  posts: number;
  voices: number;
}

/** Exact totals beside the buckets; `first` and `last` tell of all matching posts ever kept. */
export interface Series extends MoodCounts {
  from: string;
  to: string;
  step_s: number;
  buckets: Bucket[];
  posts: number;
  voices: number;
  first?: string | null;
  last?: string | null;
}

export interface Named {
  name: string;
  posts: number;
  id?: string;
}

export interface Tops {
  read: number;
  words: Named[];
  hashtags: Named[];
  links: Named[];
  sites: Named[];
  authors: Named[];
  languages: Named[];
  sources: Named[];
}

export interface Page {
  posts: Post[];
  next_cursor: string | null;
}

export interface QueryProblem {
  column: number;
  reason: string;
  suggestion?: string;
}

/** An operator with its children, a field, or words as they are folded. */
export interface ExplainNode {
  op: string;
  children?: ExplainNode[];
  distance?: number;
  name?: string;
  value?: string;
  typed?: string;
  words?: { kind: string; folded: string; prefix: boolean }[];
}

export type Explanation =
  | { ok: true; tree: ExplainNode; text: string; warnings: string[] }
  | { ok: false; problem: QueryProblem };

export type SourceState = 'connecting' | 'live' | 'waiting' | 'paused' | 'failed' | 'ended';

export interface Source {
  name: string;
  kind: string;
  state: SourceState;
  detail?: string;
  posts: number;
  last_post_at?: string | null;
}

export interface Bilingual {
  fr: string;
  en: string;
}

export interface Incident {
  id: string;
  title: Bilingual;
  begin: string;
  peak: string;
  end: string;
  begun: boolean;
}

export interface SampleWatch {
  id: string;
  name: Bilingual;
  purpose: Bilingual;
}

export interface Drill {
  state: 'playing' | 'paused' | 'ended';
  name: string;
  title: Bilingual;
  story: Bilingual;
  incidents: Incident[];
  watches: SampleWatch[];
  speed: number;
  now: string;
  start: string;
  opening: string;
  end: string;
  said: number;
  corrected: number;
  taken_back: number;
  expected: number;
}

export interface Status {
  version: string;
  rehearsal: boolean;
  posts: number;
  sources: number;
  watches: number;
  posts_per_s: number;
  started_at: string;
  drill?: Drill | null;
}

export interface Tick {
  posts: number;
  posts_per_s: number;
  watches: Record<string, MoodCounts & { posts: number }>;
}

export interface LivePost {
  watches: string[];
  post: Post;
}

export interface Span {
  from: Date;
  to: Date;
}
