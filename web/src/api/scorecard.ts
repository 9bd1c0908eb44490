// A rehearsal that answers back: who plays the brand, and how the same week-end goes by each.
import type { Client } from './client';
import type { Bilingual, Drill, DrillOrder } from './types';

export type Policy = 'absent' | 'deletes' | 'present' | 'you';
export const POLICIES: readonly Policy[] = ['absent', 'deletes', 'present', 'you'];

/** `none` and playable: a person plays. */
export interface PlayOrder extends DrillOrder {
  policy?: 'none' | Exclude<Policy, 'you'>;
  playable?: boolean;
}

/** Somebody of the scenario to whom a conversation may be handed. */
export interface PlayedExpert {
  id: string;
  name: string;
  title: Bilingual;
  topics: string[];
}

/** What a rehearsal that reacts tells of itself besides. */
export interface PlayableDrill extends Drill {
  policy?: 'none' | Exclude<Policy, 'you'>;
  playable?: boolean;
  experts?: PlayedExpert[];
  place?: { slug: string; title: Bilingual } | null;
}

export interface CurvePoint {
  at: string;
  posts: number;
  critical: number;
  defence: number;
}

/** Durations count from the opening, but for the half-life; null: it has not happened. */
export interface PolicyFigures {
  detect_ms: number | null;
  first_answer_ms: number | null;
  answered_share: number;
  answered: number;
  wanted: number;
  let_stand: number;
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

/** All are shown up to the same moment of the story. */
export interface Scorecard {
  policies: Played[];
  until: string;
  ended: boolean;
  teaches: Bilingual;
}

/** A number by which the invented public reacts, or a policy works, and where it is from. */
export interface NamedNumber {
  name: string;
  value: number;
  unit: string;
  source: string;
}

export interface Rules {
  name: string;
  reactions: NamedNumber[];
  policies: NamedNumber[];
  teaches: Bilingual;
}

/** Something that alerts should have told, or may have (`stir`), and how they did. */
export interface AlertIncident {
  id: string;
  title: Bilingual;
  begin: string;
  end: string;
  is: 'incident' | 'stir' | 'gap';
  outlook: 'told' | 'missed' | 'open' | 'ahead';
  delay_ms: number | null;
  posts_before: number | null;
  kind: 'surprise' | 'share' | 'author' | 'word' | 'coverage' | null;
  watch: Bilingual | null;
  alerts: number;
}

export interface FalseAlert {
  at: string;
  watch: Bilingual | null;
  kind: NonNullable<AlertIncident['kind']>;
}

export interface AlertCard {
  incidents: AlertIncident[];
  false_alerts: FalseAlert[];
  quiet_weeks: number;
  until: string;
  ended: boolean;
}

/** A story that the program ships. */
export interface Shipped {
  name: string;
  title: Bilingual;
  story: Bilingual;
  story_ms: number;
  reacts: boolean;
}

/** Played from outside of the sealed house. */
export class ScorecardDoor {
  constructor(private readonly client: Client) {}

  play = (order: PlayOrder) => this.client.send<{ url: string }>('POST', 'drill', {}, order);
  scorecard = () => this.client.send<Scorecard>('GET', 'drill/scorecard');
  alerts = () => this.client.send<AlertCard>('GET', 'drill/alerts');
  scenarios = async () => (await this.client.send<{ scenarios: Shipped[] }>('GET', 'drill/scenarios')).scenarios;
  remove = () => this.client.send<{ state: 'none' }>('DELETE', 'drill', { whole: 'true' });
  rules = () => this.client.send<Rules>('GET', 'drill/rules');
}
