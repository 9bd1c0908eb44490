// Notices that the turn of what is said has left its usual band, newest first.
import type { TurnNotice } from '../api/measure';
import { house } from './house.svelte';
import { live } from './live.svelte';
import { recall, remember } from './memory';
import { pulse } from './pulse';

class Notices {
  all = $state.raw<TurnNotice[]>([]);
  ready = $state(false);
  private seen = $state.raw<readonly string[]>((recall('seen') ?? '').split(' '));

  /** What goes on, and has not been put aside in this browser. */
  readonly now: TurnNotice[] = $derived(this.all.filter((notice) => !notice.ended_at && !this.seen.includes(keyOf(notice))));

  start(): void {
    const beat = pulse(() => this.read());
    live.on('changed', ({ what }) => what === 'notices' && beat.ask());
    live.on('back', () => beat.ask());
    setInterval(() => beat.ask(), AGING_MS);
  }

  async read(): Promise<void> {
    this.all = await house.learned.notices();
    this.ready = true;
  }

  putAside(notice: TurnNotice): void {
    this.seen = [...this.seen.slice(-SEEN_MAX), keyOf(notice)];
    remember('seen', this.seen.join(' '));
  }
}

const SEEN_MAX = 40;
const AGING_MS = 10_000;
/** Rehearsals count their notices from one again: the time tells them apart. */
const keyOf = (notice: TurnNotice) => `${notice.id}@${notice.at}`;

export const notices = new Notices();
