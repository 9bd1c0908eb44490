// What came of it: turn, presence, defence.
import type { Client } from './client';
import type { Page, Span } from './types';

/** A share with its 95 % interval; of fewer than 30 it says little. */
export interface Share {
  part: number;
  whole: number;
  share: number;
  low: number;
  high: number;
}

/** What criticises, of what is said. */
export interface Turn extends Share {
  usual: { low: number; high: number } | null;
  out: boolean;
}

/** What we have acknowledged, of what criticises. */
export interface Presence extends Share {
  median_ms: number | null;
}

/** One step of time: of what was contributed so much criticises; of this so much was acknowledged, or answered by members. */
export interface MeasureStep {
  start: string;
  contributions: number;
  critical: number;
  acknowledged: number;
  defended: number;
  /** As in a Bucket. */
  coverage: number | null;
}

export interface Measure {
  turn: Turn;
  presence: Presence;
  /** What members have answered, before us or without us, of what criticises. */
  defence: Share;
  /** Earlier ones were too many to be read; null: all were. */
  read_from: string | null;
  series: MeasureStep[];
}

export type Figure = 'critical' | 'acknowledged' | 'unanswered' | 'defended';
export const FIGURES: readonly Figure[] = ['critical', 'acknowledged', 'unanswered', 'defended'];

/** What is measured: the posts of a watch, or of a query. */
export type About = { watch: string } | { q: string };

export class MeasureDoor {
  constructor(private readonly client: Client) {}

  measure = (about: About, span: Partial<Span>, stepS?: number) =>
    this.client.send<Measure>('GET', 'measure', { ...about, ...span, step: stepS });
  posts = (about: About, figure: Figure, limit: number, cursor: string | null, span: Partial<Span>) =>
    this.client.send<Page>('GET', 'measure/posts', { ...about, figure, limit, cursor, ...span });
}
