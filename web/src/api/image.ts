// The image that posts give of a watch, attribute by attribute, and the mood of a language around it.
import type { Client } from './client';
import type { Mood, MoodCounts, Page, Span } from './types';

/** Counts of posts that were read; of fewer than 30 a share says little: not `enough`. */
export interface Moods extends MoodCounts {
  n: number;
  enough: boolean;
}

export interface AttributeName {
  name: string;
  fr: string;
  en: string;
}

export interface ImageBucket {
  time: string;
  read: number;
  attributes: Record<string, MoodCounts & { n: number }>;
}

/** What the posts of one watch say; `read` of the `found` were read, evenly over the span. */
export interface WatchImage {
  id: string;
  name: string;
  colour: string;
  found: number;
  read: number;
  speaking: number;
  attributes: (Moods & { name: string })[];
  buckets: ImageBucket[];
}

export interface ImageAnswer {
  from: string;
  to: string;
  step_s: number;
  attributes: AttributeName[];
  watches: WatchImage[];
}

/** Of the same posts: their mood toward the subject, and as a whole. */
export interface TowardAnswer {
  watches: { id: string; name: string; colour: string; found: number; read: number; toward: Moods; posts: Moods }[];
}

interface Judged extends Page {
  /** By post: the clauses that say it, in code points. */
  said: { mood: Mood; clauses: [number, number][] }[];
}

export interface Difference {
  value: number;
  low: number;
  high: number;
  /** It is not chance. */
  sure: boolean;
}

export interface MoodSeries {
  moods: Moods;
  buckets: (MoodCounts & { n: number; time: string })[];
}

export interface Climate {
  lang: string;
  from: string;
  to: string;
  step_s: number;
  climate: MoodSeries;
  watch: (MoodSeries & { difference: { negative: Difference; positive: Difference } }) | null;
}

/** Posts behind a figure: of an attribute, of a mood of it. */
export interface ImageWish {
  attribute: string;
  mood?: Mood;
}

interface Phrases {
  title: string;
  phrases: string[];
}

/** The list by which images are read; `changed_at` is null where it is the one that is built in. */
export interface AttributeWords {
  attributes: { name: string; fr: Phrases; en: Phrases }[];
  changed_at: string | null;
  changed_by: string | null;
}

/** Words that a list may lack; `within` of the posts that speak of the attribute, `usual` of the others. */
export interface Suggestions {
  found: number;
  read: number;
  within: number;
  usual: number;
  enough: boolean;
  words: { term: string; within: number; usual: number; ratio: number; p: number }[];
}

export class ImageDoor {
  constructor(private readonly client: Client) {}

  image = (watch: string, beside: readonly string[], span: Span, step: number) =>
    this.client.send<ImageAnswer>('GET', `watches/${encodeURIComponent(watch)}/image`, { from: span.from, to: span.to, step, beside: beside.join(',') });

  toward = (watch: string, beside: readonly string[], span: Span, step: number) =>
    this.client.send<TowardAnswer>('GET', `watches/${encodeURIComponent(watch)}/toward`, { from: span.from, to: span.to, step, beside: beside.join(',') });

  /** The posts, with the clauses marked that say it. */
  posts = async (watch: string, wish: ImageWish, limit: number, cursor: string | null, span: Span): Promise<Page> => {
    const page = await this.client.send<Judged>('GET', `watches/${encodeURIComponent(watch)}/image/posts`, {
      ...wish,
      limit,
      cursor,
      from: span.from,
      to: span.to,
    });
    const posts = page.posts.map((post, index) => ({ ...post, vigie: { ...post.vigie, spans: page.said[index]?.clauses ?? [] } }));
    return { posts, next_cursor: page.next_cursor };
  };

  /** Of an attribute, or of clauses without any. */
  suggestions = (watch: string, wish: { attribute?: string | undefined; lang: 'fr' | 'en' }, span: Span) =>
    this.client.send<Suggestions>('GET', `watches/${encodeURIComponent(watch)}/image/suggestions`, { ...wish, from: span.from, to: span.to });

  words = () => this.client.send<AttributeWords>('GET', 'image/attributes');
  change = (attributes: AttributeWords['attributes']) => this.client.send<AttributeWords>('PUT', 'image/attributes', {}, { attributes });
  reset = () => this.client.send<null>('DELETE', 'image/attributes');

  names = async (): Promise<AttributeName[]> => {
    const { attributes } = await this.words();
    return attributes.map(({ name, fr, en }) => ({ name, fr: fr.title, en: en.title }));
  };

  climate = (watch: string, span: Span, step: number) =>
    this.client.send<Climate>('GET', 'climate', { watch, from: span.from, to: span.to, step });
}
