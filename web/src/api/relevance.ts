// What people say of a watch's posts: about us, or not; and what the watch has learnt from it.
import type { Client } from './client';

export interface Learnt {
  about: number;
  other: number;
  /** Answers that it takes, and of each kind. */
  needed: number;
  needed_of_a_kind: number;
  ready: boolean;
  threshold: number | null;
  best: number | null;
  /** By a person; else it is the best one. */
  is_chosen: boolean;
  /** Of the answers, each judged by a model that had not seen it. */
  expected: { about: number; about_hidden: number; other: number; other_hidden: number } | null;
}

export interface Answer {
  source: string;
  id: string;
  about: boolean;
  by: { id: string; name: string };
  at: string;
}

const ANSWERS_ASKED = 1000;

export class RelevanceDoor {
  constructor(private readonly client: Client) {}

  private path = (watch: string) => `watches/${encodeURIComponent(watch)}/relevance`;

  read = (watch: string) => this.client.send<Learnt & { answers: Answer[] }>('GET', this.path(watch), { limit: ANSWERS_ASKED });
  /** Null takes an answer back. */
  answer = (watch: string, { source, id }: { source: string; id: string }, about: boolean | null) =>
    this.client.send<Learnt>('POST', this.path(watch), {}, { source, id, about });
  /** Null: the best one. */
  setThreshold = (watch: string, threshold: number | null) => this.client.send<Learnt>('PUT', this.path(watch), {}, { threshold });
}
