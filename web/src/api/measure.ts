// What came of it: turn, presence, defence, and the notice when the turn leaves its usual band.
import type { Client } from './client';
import type { Bilingual, Page, Post, Span } from './types';

/** A share with its 95 % interval; under 30 it says little. */
export interface Share {
  share: number;
  low: number;
  high: number;
}

export interface Turn extends Share {
  posts: number;
  critical: number;
  usual: { low: number; high: number } | null;
  out: boolean;
}

export interface Presence extends Share {
  criticisms: number;
  acknowledged: number;
  median_ms: number | null;
}

export interface Defence extends Share {
  criticisms: number;
  defended: number;
}

/** One step of time: of its posts so many criticise; of these so many were acknowledged, or defended against. */
export interface MeasureStep {
  start: string;
  posts: number;
  critical: number;
  acknowledged: number;
  defended: number;
}

export interface Measure {
  turn: Turn;
  presence: Presence;
  defence: Defence;
  series: MeasureStep[];
}

export type Figure = 'critical' | 'acknowledged' | 'unanswered' | 'defended';
export const FIGURES: readonly Figure[] = ['critical', 'acknowledged', 'unanswered', 'defended'];

/** What is measured: the posts of a watch, or of a query. */
export type About = { watch: string } | { q: string };

export interface TurnNotice {
  id: string;
  watch: string;
  at: string;
  sentence: Bilingual;
  first: Post | null;
  posts: Post[];
  ended_at: string | null;
}

export class MeasureDoor {
  constructor(private readonly client: Client) {}

  measure = (about: About, span: Partial<Span>, stepS?: number) =>
    this.client.send<Measure>('GET', 'measure', { ...about, ...span, step: stepS });
  posts = (about: About, figure: Figure, limit: number, cursor: string | null, span: Partial<Span>) =>
    this.client.send<Page>('GET', 'measure/posts', { ...about, figure, limit, cursor, ...span });
  notices = async () => (await this.client.send<{ notices: TurnNotice[] }>('GET', 'notices')).notices;
}
