// Posts drawn at random for labelling, and how right our readings of them were.
import type { Client } from './client';
import type { Mood } from './types';

export interface OfLabels {
  part: number;
  whole: number;
  share: number | null;
  low: number;
  high: number;
}

export interface Accuracy {
  mood: OfLabels;
  lang: OfLabels;
  /** By what was said, then by what was read. */
  confusion: Record<Mood, Record<Mood, number>>;
  by_lang: { lang: string; mood: OfLabels }[];
  /** Posts labelled when other models read: in no figure above. */
  earlier: number;
}

/** As it came, without our reading. */
export interface BarePost {
  id: string;
  source: string;
  kind: string;
  time: string;
  text: string;
  title?: string;
  lang?: string;
  url?: string;
}

export class SampleDoor {
  constructor(private readonly client: Client) {}

  draw = () => this.client.send<{ post: BarePost | null; accuracy: Accuracy }>('POST', 'readings/sample/draw');
  label = ({ source, id }: BarePost, mood: Mood, lang: string) =>
    this.client.send<Accuracy>('POST', 'readings/sample', {}, { source, id, mood, ...(lang ? { lang } : {}) });
}
