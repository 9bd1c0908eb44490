// Our own place: its pages, the cards of motives that open them, and what was removed.
import type { Client } from './client';

export interface Brand {
  brand: string;
  tagline: string;
  colour: string;
  contact: string;
  languages: string[];
}

/** `brand` is null until somebody has named it. */
export interface Place extends Omit<Brand, 'brand'> {
  brand: string | null;
  url: string;
}

export type PageKind = 'call' | 'product' | 'subject';
export const PAGE_KINDS: readonly PageKind[] = ['call', 'product', 'subject'];

export interface RemovalReason {
  id: string;
  words: string;
}

/** Who speaks, why, what is done with contributions, what is removed, who is paid, how long. */
export interface Motive {
  who: string;
  why: string;
  use: string;
  removal_reasons: RemovalReason[];
  paid: string;
  how_long: string;
  version?: number;
  at?: string;
}

export interface PlacePage {
  slug: string;
  kind: PageKind;
  title: string;
  text: string;
  lang: string;
  opened_at: string;
  closes_at: string | null;
  closed_at: string | null;
  contributions: number;
  removed: number;
  url: string;
  watch: string;
  /** What finds its posts. */
  query: string;
  motive: Motive;
}

export interface PlacePageDraft {
  slug?: string;
  kind: PageKind;
  title: string;
  text: string;
  lang: string;
  closes_at?: string | null;
  motive: Motive;
}

/** What stands in the place of a contribution: no text of it. */
export interface Removal {
  id: string;
  reason: string;
  words?: string;
  at: string;
}

export class PlaceDoor {
  constructor(private readonly client: Client) {}

  private one(slug: string, act = ''): string {
    return `place/pages/${encodeURIComponent(slug)}${act && `/${act}`}`;
  }

  place = () => this.client.send<Place>('GET', 'place');
  changePlace = (place: Brand) => this.client.send<Place>('PUT', 'place', {}, place);

  pages = async () => (await this.client.send<{ pages: PlacePage[] }>('GET', 'place/pages')).pages;
  page = (slug: string) => this.client.send<PlacePage>('GET', this.one(slug));
  openPage = (draft: PlacePageDraft) => this.client.send<PlacePage>('POST', 'place/pages', {}, draft);
  closePage = (slug: string) => this.client.send<PlacePage>('POST', this.one(slug, 'close'));
  changeMotive = (slug: string, motive: Motive) => this.client.send<PlacePage>('PUT', this.one(slug, 'motive'), {}, motive);

  remove = (slug: string, id: string, reason: string) => this.client.send<Removal>('POST', this.one(slug, 'removals'), {}, { id, reason });
  removals = async (slug: string) => (await this.client.send<{ removals: Removal[] }>('GET', this.one(slug, 'removals'))).removals;
}
