// What every screen of this house needs: its watches, sources, drill, and its clock. Read anew when
// the server says that something changed, when the connection comes back, and every few ticks.
import { AlertDoor } from '../api/alerts';
import { Client } from '../api/client';
import { DeskDoor } from '../api/desk';
import { ImageDoor } from '../api/image';
import { IntentsDoor } from '../api/intents';
import { MeasureDoor } from '../api/measure';
import { PlaceDoor } from '../api/place';
import { ScorecardDoor } from '../api/scorecard';
import { TrendsDoor } from '../api/trends';
import { problemOf, type Problem } from '../api/problem';
import type { Drill, Source, Status, Watch } from '../api/types';
import { router } from '../route/router.svelte';
import { hearingOf, troubledAmong, type Hearing } from './hearing';
import { language } from './language.svelte';
import { live } from './live.svelte';
import { pulse } from './pulse';
import { inLanguage } from './samples';

const DRILL_POLL_MS = 2000;
const CLOCK_MS = 5000;
const COUNTS_MS = 5000;
const COUNTS_IN_A_REHEARSAL_MS = 2000;
// How often figures of "the last hour" are read anew though nothing new came: they decay.
const AGING_MS = 60_000;
const AGING_IN_A_REHEARSAL_MS = 5000;
// The desk, our place and the alerts change more often, and have eyes of their own.
const OURS: readonly string[] = ['watches', 'sources', 'drill'];

export class House {
  readonly client = new Client(router.base);
  /** The rehearsal is played from outside of its sealed house. */
  readonly drillDoor = new Client('/');
  readonly scores = new ScorecardDoor(this.drillDoor);
  readonly desk = new DeskDoor(this.client);
  readonly place = new PlaceDoor(this.client);
  readonly alerts = new AlertDoor(this.client);
  readonly learned = new MeasureDoor(this.client);
  readonly intents = new IntentsDoor(this.client);
  readonly trends = new TrendsDoor(this.client);
  readonly image = new ImageDoor(this.client);
  readonly agingMs = router.rehearsal ? AGING_IN_A_REHEARSAL_MS : AGING_MS;
  status = $state.raw<Status | null>(null);
  sources = $state.raw<Source[]>([]);
  troubled = $state.raw<Source[]>([]);
  drill = $state.raw<Drill | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The house's time, for "3 min ago": in a rehearsal the invented clock. */
  now = $state.raw(new Date());
  private kept = $state.raw<Watch[] | null>(null);
  private drillReadAt = 0;
  /** Settled once the house's clock is known; a chart that is drawn before would miss its span. */
  ready: Promise<void> = Promise.resolve();

  readonly watches: Watch[] | null = $derived(this.kept && inLanguage(this.kept, this.rehearsal ? this.drill : null, language.current));

  readonly hearing: Hearing = $derived(
    hearingOf({
      connected: live.connected || !live.gone,
      rehearsal: this.rehearsal,
      drill: this.drill,
      sources: this.sources,
      troubled: this.troubled,
      postsPerS: live.rate,
    }),
  );

  start(): void {
    this.ready = this.refresh();
    live.on('changed', ({ what }) => OURS.includes(what) && void this.refresh());
    live.on('back', () => void this.refresh());
    const counts = pulse(() => this.readCounts(), router.rehearsal ? COUNTS_IN_A_REHEARSAL_MS : COUNTS_MS);
    live.on('tick', () => counts.ask());
    setInterval(() => this.beat(), router.rehearsal ? 1000 : CLOCK_MS);
    if (router.rehearsal) setInterval(() => void this.readDrill(), DRILL_POLL_MS);
  }

  async refresh(): Promise<void> {
    try {
      const [watches] = await Promise.all([this.client.watches(), this.readCounts(), this.readDrill()]);
      this.kept = watches;
      this.problem = null;
    } catch (failed) {
      this.problem = problemOf(failed);
    }
  }

  watch(id: string): Watch | undefined {
    return this.watches?.find((watch) => watch.id === id);
  }

  /** Under /rehearsal/, or on a server whose whole folder is a rehearsal. */
  get rehearsal(): boolean {
    return router.rehearsal || this.status?.rehearsal === true;
  }

  /** The rehearsal's house stands only once a rehearsal has been played. */
  get closed(): boolean {
    return router.rehearsal && this.problem?.status === 404;
  }

  get paused(): boolean {
    return this.drill?.state === 'paused';
  }

  async readDrill(): Promise<void> {
    try {
      const drill = await this.drillDoor.drill();
      this.drill = drill.state === 'none' ? null : drill;
      this.drillReadAt = Date.now();
    } catch (failed) {
      if (!problemOf(failed).unreachable) this.drill = null;
    }
    this.beat();
  }

  /** What moves while posts come: how many are kept, and how the sources are. */
  private async readCounts(): Promise<void> {
    const [status, sources] = await Promise.all([this.client.status(), this.client.sources()]);
    this.troubled = troubledAmong(sources, this.troubled);
    this.status = status;
    this.sources = sources;
  }

  private beat(): void {
    this.now = this.rehearsal && this.drill ? this.drillNow(this.drill) : new Date();
  }

  private drillNow(drill: Drill): Date {
    const read = new Date(drill.now).getTime();
    const passed = drill.state === 'playing' ? (Date.now() - this.drillReadAt) * drill.speed : 0;
    return new Date(Math.min(read + passed, Math.max(read, new Date(drill.end).getTime())));
  }
}

export const house = new House();
