// How the same week-end goes by different ways of being there.
import type { Client } from './client';
import type { Bilingual } from './types';

export type Policy = 'absent' | 'deletes' | 'present' | 'you';
export const POLICIES: readonly Policy[] = ['absent', 'deletes', 'present', 'you'];

export interface CurvePoint {
  at: string;
  posts: number;
  critical: number;
  defence: number;
}

export interface PolicyFigures {
  detect_ms: number | null;
  first_answer_ms: number | null;
  answered_share: number;
  removals: number;
  defenders: number;
  peak: number;
  peak_at: string | null;
  half_life_ms: number | null;
}

export interface Played {
  policy: Policy;
  curve: CurvePoint[];
  figures: PolicyFigures;
}

/** A number by which the simulated public reacts, and where it is from. */
export interface Rule {
  name: string;
  value: number;
  source: string;
}

export interface Scorecard {
  policies: Played[];
  rules?: Rule[];
  teaches: Bilingual;
}

export class ScorecardDoor {
  constructor(private readonly client: Client) {}

  scorecard = () => this.client.send<Scorecard>('GET', 'drill/scorecard');
}
