// Alerts, the rules that make them, and what left the house because of them.
import type { Client } from './client';
import type { Bilingual, Gap } from './types';

export const KINDS = ['surprise', 'share', 'author', 'word', 'coverage'] as const;
export type AlertKind = (typeof KINDS)[number];
/** What a rule may be about; coverage needs none. */
export const RULE_KINDS = ['surprise', 'share', 'author', 'word'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];
export const SENSITIVITIES = ['calm', 'usual', 'keen'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];
export type Channel = 'browser' | 'email' | 'webhook';

export interface PostName {
  source: string;
  id: string;
}

/** One incident: it begins, grows, peaks, ends. What is not known is null. */
export interface Alert {
  id: string;
  watch: { id: string; name: string } | null;
  kind: AlertKind;
  state: 'growing' | 'peaked' | 'ended';
  began_at: string;
  peaked_at: string | null;
  ended_at: string | null;
  group: string | null;
  posts: number | null;
  expected: number | null;
  /** Since when is known what is expected. */
  known_from: string | null;
  voices: number | null;
  critical: { posts: number; share: number; low: number; high: number } | null;
  usual: { low: number; high: number } | null;
  surprise: number | null;
  sentence: Bilingual;
  words: { word: string; posts: number }[];
  authors: { source: string; id: string; handle: string; posts: number }[];
  networks: { source: string; posts: number }[];
  first_post: PostName | null;
  posts_behind: PostName[];
  /** With `from` and `to`: exactly the posts that were counted. */
  query: string | null;
  from: string | null;
  to: string | null;
  /** Words, authors and posts behind are of those since then, where there were too many to read. */
  read_from: string | null;
  acknowledged: { by: string; at: string } | null;
  muted_until: string | null;
}

export interface Recipient {
  channel: Channel;
  address: string;
}

export interface RuleDraft {
  name: string;
  watch: string | null;
  kind: RuleKind;
  sensitivity: Sensitivity;
  posts_min: number;
  handles: string[];
  reach_min: number;
  word: string;
  muted_until: string | null;
  quiet: { from: string; to: string; zone: string; except: 'crisis' | 'none' } | null;
  to: Recipient[];
  escalate: { after_minutes: number; to: Recipient[] } | null;
}

/** `secret`, with which webhooks are signed, is told once: by the answer that made it. */
export interface Rule extends RuleDraft {
  id: string;
  secret?: string | null;
}

/** What a rule would have done. */
export interface PastTest {
  fired: { began_at: string; peaked_at: string | null; ended_at: string | null; posts: number; expected: number | null; sentence: Bilingual }[];
  minutes_read: number;
  /** Hour by hour: when, posts, how many were expected. */
  series: [string, number, number | null][];
  /** Hour by hour: when, critical posts of so many written, and where their share has to stay. */
  shares: [string, number, number, number | null, number | null][];
  /** Where not everything was heard. */
  gaps: Gap[];
}

export interface Delivery {
  id: string;
  alert: string | null;
  update: number;
  channel: Exclude<Channel, 'browser'>;
  address: string;
  state: 'queued' | 'sent' | 'failed' | 'given_up';
  attempts: number;
  next_at: string | null;
  error: string | null;
  at: string;
}

export const EVENTS = ['first_post', 'tipping', 'began', 'grew', 'crisis', 'told', 'acknowledged', 'answered', 'peak', 'half', 'ended'] as const;
export type EventName = (typeof EVENTS)[number];

/** Something that happened; what does not belong to its event is null. Paces are in posts an hour. */
export interface TimelineMoment {
  event: EventName;
  at: string;
  post: PostName | null;
  voices: number | null;
  before: number | null;
  after: number | null;
  pace: number | null;
}

export interface TimelinePoint {
  at: string;
  posts: number;
  voices: number;
  usual: number;
  /** Those that are no reposts, and those of them that criticise. */
  written: number;
  critical: number;
}

/** A longer step: its share is of more than a few posts. `low` and `high` are what is usual. */
export interface TimelineShare {
  at: string;
  written: number;
  critical: number;
  low: number | null;
  high: number | null;
}

/** The life of an incident, made of what is kept alone. */
export interface Timeline {
  alert: Alert;
  from: string;
  to: string;
  step_s: number;
  window_s: number;
  half_life_s: number | null;
  posts_read: number;
  posts_of: number;
  points: TimelinePoint[];
  share_step_s: number;
  shares: TimelineShare[];
  moments: TimelineMoment[];
  /** Where not everything was heard. */
  gaps: Gap[];
}

export interface AlertPage {
  alerts: Alert[];
  next_cursor: string | null;
}

const at = (id: string) => encodeURIComponent(id);

export class AlertDoor {
  constructor(private readonly client: Client) {}

  list = (state: 'open' | 'ended', limit: number, cursor: string | null = null) =>
    this.client.send<AlertPage>('GET', 'alerts', { state, limit, cursor });
  get = (id: string) => this.client.send<Alert>('GET', `alerts/${at(id)}`);
  timeline = (id: string) => this.client.send<Timeline>('GET', `alerts/${at(id)}/timeline`);
  curveUrl = (id: string) => this.client.url(`alerts/${at(id)}/timeline`, { format: 'csv' });
  acknowledge = (id: string) => this.client.send<Alert>('POST', `alerts/${at(id)}/acknowledge`);
  mute = (id: string, until: Date) => this.client.send<Alert>('POST', `alerts/${at(id)}/mute`, {}, { until: until.toISOString() });

  rules = async () => (await this.client.send<{ rules: Rule[] }>('GET', 'alert-rules')).rules;
  rule = (id: string) => this.client.send<Rule>('GET', `alert-rules/${at(id)}`);
  makeRule = (draft: RuleDraft) => this.client.send<Rule>('POST', 'alert-rules', {}, draft);
  changeRule = (id: string, draft: RuleDraft) => this.client.send<Rule>('PUT', `alert-rules/${at(id)}`, {}, draft);
  dropRule = (id: string) => this.client.send<null>('DELETE', `alert-rules/${at(id)}`);
  testRule = (rule: RuleDraft, from: Date, to: Date) =>
    this.client.send<PastTest>('POST', 'alert-rules/test', {}, { rule, from: from.toISOString(), to: to.toISOString() });

  deliveries = async (limit: number) => (await this.client.send<{ deliveries: Delivery[] }>('GET', 'deliveries', { limit })).deliveries;
  cancel = (id: string) => this.client.send<null>('DELETE', `deliveries/${at(id)}`);
  tryOut = (channel: Channel, address: string) => this.client.send<null>('POST', 'deliveries', {}, { channel, address });
}
