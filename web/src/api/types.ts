// What the HTTP API says, member by member as in openapi.json: types.test.ts holds the two together.
// Times are RFC 3339 in UTC. Members that no page reads are left out.
import type { Copied } from './trends';

export type Mood = 'negative' | 'neutral' | 'positive';
export const MOODS: readonly Mood[] = ['negative', 'neutral', 'positive'];

export interface MoodCounts {
  negative: number;
  neutral: number;
  positive: number;
}

export interface Author {
  id?: string;
  handle?: string;
  name?: string;
}

/** Our own reading of a post. Spans, what matched, are [from, to) in code points of `text` and of `title`. */
export interface Reading {
  lang: string;
  lang_p: number;
  mood: MoodCounts;
  /** What of it a person said. */
  corrected?: ('mood' | 'lang')[];
  /** Toward what the watch asks for, where the posts of a watch are listed. */
  toward?: MoodCounts;
  spans: [number, number][];
  title_spans?: [number, number][];
  /** p(about us), of a watch that has learnt; 1 or 0 where a person has said so. */
  about_us?: number;
}

export type PostKind = 'post' | 'reply' | 'repost' | 'quote' | 'review' | 'comment' | 'entry';

export interface Media {
  type?: string;
  alt?: string;
}

export interface Post {
  id: string;
  source: string;
  kind: PostKind;
  time: string;
  edited_at?: string;
  author?: Author;
  title?: string;
  summary?: string;
  text: string;
  lang?: string;
  url?: string;
  links?: string[];
  media?: Media[];
  rating?: number;
  rating_max?: number;
  vigie: Reading;
}

export interface Watch {
  id: string;
  name: string;
  query: string;
  colour: string;
  owner: string;
  purpose: string;
  created_at: string;
}

export interface WatchDraft {
  name: string;
  query: string;
  colour?: string;
  owner?: string;
  purpose?: string;
}

export interface WatchList {
  watches: Watch[];
  next_cursor: string | null;
}

/**
 * `voices` are distinct authors; of several buckets they do not add up. `coverage`: the share, in [0, 1], of the time in
 * which the sources should have been heard that they were; null where none was to be.
 */
export interface Bucket extends MoodCounts {
  time: string;
  posts: number;
  voices: number;
  /** Different texts, if asked for; null where not all posts were read. */
  clusters?: number | null;
  coverage: number | null;
}

/** What was found among the newest posts of a span; `read_from` is null if those are all. */
export interface SeriesCopies {
  read: number;
  read_from: string | null;
  clusters: number;
  in_groups: number;
  group_count: number;
  groups: Copied[];
}

/** Where a source was not heard, and why. */
export interface Gap {
  from: string;
  to: string;
  source: string;
  reason: Bilingual;
}

/** What was heard of one source, in steps; `share` as the `coverage` of a bucket. */
export interface SourceCoverage {
  source: string;
  from: string;
  to: string;
  step_s: number;
  share: number | null;
  points: { at: string; share: number | null }[];
  gaps: Gap[];
}

/** Exact totals beside the buckets; `first` and `last` tell of all matching posts ever kept. */
export interface Series extends MoodCounts {
  from: string;
  to: string;
  step_s: number;
  buckets: Bucket[];
  posts: number;
  voices: number;
  first: string | null;
  last: string | null;
  copies?: SeriesCopies;
  /** Only what had reached us by then is counted. */
  known_at: string | null;
  coverage: number | null;
  gaps: Gap[];
}

export interface Top {
  name: string;
  posts: number;
  id?: string;
}

/** Words, hashtags, links and sites are counted in the newest `read` of the `posts` that match. */
export interface Tops {
  posts: number;
  read: number;
  /** Time of the oldest post that was read. */
  read_from: string | null;
  words: Top[];
  hashtags: Top[];
  links: Top[];
  sites: Top[];
  authors: Top[];
  languages: Top[];
  sources: Top[];
}

export interface Page {
  posts: Post[];
  next_cursor: string | null;
  /** Of a watch that has learnt: posts of this page that are not about it. */
  hidden?: number;
}

/** Names what a sentence of the server is about: {"field": "lang"}. */
export type QueryValues = Record<string, string>;

/** The token that is wrong is [from, to), in code points from 1; empty where it is no one token. */
export interface QueryProblem {
  code: string;
  values: QueryValues;
  column: number;
  from: number;
  to: number;
  reason: string;
  suggestion: string;
}

export interface QueryWarning {
  code: string;
  values: QueryValues;
  column: number;
}

/** An operator with its children, a field, or words as they are folded. */
export interface Node {
  op: 'and' | 'or' | 'not' | 'word' | 'prefix' | 'exact' | 'phrase' | 'near' | 'before' | 'field';
  children?: Node[];
  distance?: number;
  name?: string;
  value?: string;
  typed?: string;
  words?: Term[];
}

export interface Term {
  kind: 'word' | 'emoji' | 'hashtag' | 'mention';
  folded: string;
  prefix: boolean;
}

export interface Understood {
  ok: true;
  tree: Node;
  text: string;
  warnings: string[];
  warning_codes: QueryWarning[];
}

export interface NotUnderstood {
  ok: false;
  problem: QueryProblem;
}

export type Explained = Understood | NotUnderstood;

export type SourceState = 'connecting' | 'live' | 'waiting' | 'paused' | 'failed' | 'ended';

export interface Source {
  name: string;
  kind: string;
  state: SourceState;
  detail: string;
  posts: number;
  last_post_at: string | null;
  is_paused: boolean;
}

/** A source that somebody wants to add; `options` are those of its kind. */
export interface SourceDraft {
  kind: string;
  options?: Record<string, string>;
  secret?: string;
}

export interface Bilingual {
  fr: string;
  en: string;
}

/** Something that happens in a rehearsal, at its planned time. */
export interface Incident {
  id: string;
  title: Bilingual;
  begin: string;
  begun: boolean;
}

export interface SampleWatch {
  id: string;
  name: Bilingual;
  purpose: Bilingual;
}

/** The rehearsal that is played or was; times are those of its story. */
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
}

export interface NoDrill {
  state: 'none';
}

export interface DrillOrder {
  name: string;
  speed?: number;
  seed?: number;
  lang?: 'en' | 'fr';
}

export interface Status {
  version: string;
  rehearsal: boolean;
  /** The data folder, as commands beside the server name it. */
  folder: string;
  /** Colours for watches, readable by day and by night. */
  colours: string[];
  now: string;
  posts: number;
  posts_per_s: number;
  drill: Drill | null;
}

export interface EventTick {
  posts: number;
  posts_per_s: number;
  watches: Record<string, Tally>;
}

export interface Tally extends MoodCounts {
  posts: number;
}

export interface EventPost {
  watches: string[];
  /** p(about us) by watch, of those that have learnt; and those whose lists hide the post. */
  about_us?: Record<string, number>;
  hidden?: string[];
  post: Post;
}

/** A post, or all of an author, that should no longer be shown. */
export interface EventGone {
  source: string;
  id?: string;
  author?: string;
}

export interface EventSkipped {
  posts: number;
  /** More was missed than the server keeps: what is shown is to be read anew. */
  anew?: true;
}

export interface EventChanged {
  what: 'watches' | 'sources' | 'drill' | 'desk' | 'place' | 'alerts' | 'relevance';
}

/** A stretch of time, [from, to). */
export interface Span {
  from: Date;
  to: Date;
}
