// What arrives by itself: one EventSource for the whole page, reopened when it breaks.
// Owned by the window; pages subscribe with `on` and call what it returns when they leave.
import type { LivePost, Tick } from '../api/types';
import { router } from '../route/router.svelte';

interface Events {
  post: LivePost;
  tick: Tick;
  changed: { what: string };
  skipped: { posts?: number };
  open: null;
}

const GONE_AFTER_MS = 2500;
const SMOOTHING = 0.3;
const RATE_SEEN_MIN = 0.05;
const RETRY_MS = [1000, 2000, 4000, 8000];

class Live {
  connected = $state(false);
  /** True once the server has been silent long enough that a person should know. */
  gone = $state(false);
  /** Posts a second by the clock on the wall: a rehearsal's own clock runs faster. */
  rate = $state(0);

  private stream: EventSource | null = null;
  private tickedAt = 0;
  private attempt = 0;
  private retryTimer = 0;
  private goneTimer = 0;
  private readonly ears = new Map<keyof Events, Set<(data: never) => void>>();

  start(): void {
    this.open();
    addEventListener('online', () => this.retry());
    addEventListener('pagehide', () => this.stream?.close());
  }

  retry(): void {
    clearTimeout(this.retryTimer);
    this.open();
  }

  on<K extends keyof Events>(event: K, ear: (data: Events[K]) => void): () => void {
    const ears = this.ears.get(event) ?? new Set();
    this.ears.set(event, ears);
    ears.add(ear as (data: never) => void);
    return () => ears.delete(ear as (data: never) => void);
  }

  private open(): void {
    this.stream?.close();
    const stream = new EventSource(`${router.base}api/v1/events`);
    this.stream = stream;
    stream.onopen = () => this.opened();
    stream.onerror = () => this.lost(stream);
    for (const name of ['post', 'tick', 'changed', 'skipped'] as const) {
      stream.addEventListener(name, (event) => this.hear(name, JSON.parse(event.data as string)));
    }
  }

  private opened(): void {
    this.connected = true;
    this.gone = false;
    this.attempt = 0;
    clearTimeout(this.goneTimer);
    this.goneTimer = 0;
    this.tell('open', null);
  }

  /** Ours is the back-off: browsers give up for good after an HTTP error. */
  private lost(stream: EventSource): void {
    stream.close();
    this.connected = false;
    if (!this.goneTimer) this.goneTimer = window.setTimeout(() => (this.gone = true), GONE_AFTER_MS);
    const wait = RETRY_MS[Math.min(this.attempt++, RETRY_MS.length - 1)];
    clearTimeout(this.retryTimer);
    this.retryTimer = window.setTimeout(() => this.open(), wait);
  }

  private hear<K extends keyof Events>(name: K, data: Events[K]): void {
    if (name === 'tick') this.measure(data as Tick);
    this.tell(name, data);
  }

  private measure(tick: Tick): void {
    const now = performance.now();
    const passedS = Math.max(0.2, (now - this.tickedAt) / 1000);
    const rate = this.tickedAt === 0 ? tick.posts_per_s : tick.posts / passedS;
    this.rate = this.tickedAt === 0 ? rate : this.rate + SMOOTHING * (rate - this.rate);
    if (this.rate < RATE_SEEN_MIN) this.rate = 0;
    this.tickedAt = now;
  }

  private tell<K extends keyof Events>(name: K, data: Events[K]): void {
    this.ears.get(name)?.forEach((ear) => ear(data as never));
  }
}

export const live = new Live();
