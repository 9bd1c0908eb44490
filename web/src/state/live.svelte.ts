// What arrives by itself: one EventSource for the whole page. Owned by the window; pages subscribe
// with `on` and call what it returns when they leave.
//
// A stream that breaks is reopened by the browser, which tells the server what it heard last; one that
// was refused, or that fell silent though the server ticks each second, is made anew here.
import type { EventChanged, EventGone, EventPost, EventSkipped, EventTick } from '../api/types';
import { router } from '../route/router.svelte';

interface Events {
  post: EventPost;
  gone: EventGone;
  tick: EventTick;
  changed: EventChanged;
  skipped: EventSkipped;
  /** What was said meanwhile may have been missed: the stream is open again, or the server keeps no more of it. */
  back: null;
}

const FROM_SERVER = ['post', 'gone', 'tick', 'changed', 'skipped'] as const;
const GONE_AFTER_MS = 2500;
const SILENT_MS_MAX = 15_000;
const LISTEN_MS = 5000;
const SMOOTHING = 0.3;
const RATE_SEEN_MIN = 0.05;
const RETRY_MS = [1000, 2000, 4000, 8000];

export class Live {
  connected = $state(false);
  /** True once the server has been silent long enough that a person should know. */
  gone = $state(false);
  /** Posts a second by the clock on the wall: a rehearsal's own clock runs faster. */
  rate = $state(0);

  private stream: EventSource | null = null;
  private heardAt = 0;
  private lostBefore = false;
  private stopped = false;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private goneTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly ears = new Map<keyof Events, Set<(data: never) => void>>();

  start(): void {
    this.open();
    addEventListener('online', () => this.retry());
    addEventListener('pagehide', () => this.leave());
    // A page that comes back from the browser's memory was left with its stream closed.
    addEventListener('pageshow', (event) => event.persisted && this.retry());
    setInterval(() => this.listenFor(), LISTEN_MS);
  }

  /** For good: whoever looks is no longer allowed to hear. */
  stop(): void {
    clearTimeout(this.retryTimer);
    clearTimeout(this.goneTimer);
    this.leave();
    this.stopped = true;
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
    if (this.stopped) return;
    const stream = new EventSource(`${router.base}api/v1/events`);
    this.stream = stream;
    this.heardAt = performance.now();
    stream.onopen = () => this.opened();
    stream.onerror = () => this.lost(stream);
    for (const name of FROM_SERVER) {
      stream.addEventListener(name, (event) => this.hear(name, JSON.parse(event.data as string)));
    }
  }

  private opened(): void {
    this.heardAt = performance.now();
    this.connected = true;
    this.gone = false;
    this.attempt = 0;
    clearTimeout(this.goneTimer);
    this.goneTimer = undefined;
    if (this.lostBefore) this.tell('back', null);
    this.lostBefore = false;
  }

  private lost(stream: EventSource): void {
    this.connected = false;
    this.lostBefore = true;
    this.goneTimer ??= setTimeout(() => (this.gone = true), GONE_AFTER_MS);
    if (stream.readyState !== EventSource.CLOSED) return;
    const wait = RETRY_MS[Math.min(this.attempt++, RETRY_MS.length - 1)];
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.open(), wait);
  }

  private leave(): void {
    this.stream?.close();
    this.connected = false;
    this.lostBefore = true;
  }

  /** A machine that slept, or a network that dropped us without a word, leaves a stream that only looks open. */
  private listenFor(): void {
    if (!this.connected || performance.now() - this.heardAt < SILENT_MS_MAX) return;
    this.leave();
    this.retry();
  }

  private hear<K extends keyof Events>(name: K, data: Events[K]): void {
    this.heardAt = performance.now();
    if (name === 'tick') this.measure(data as EventTick);
    if (name === 'skipped' && (data as EventSkipped).anew) this.tell('back', null);
    else this.tell(name, data);
  }

  private measure(tick: EventTick): void {
    this.rate += SMOOTHING * (tick.posts_per_s - this.rate);
    if (this.rate < RATE_SEEN_MIN) this.rate = 0;
  }

  private tell<K extends keyof Events>(name: K, data: Events[K]): void {
    this.ears.get(name)?.forEach((ear) => ear(data as never));
  }
}

export const live = new Live();
