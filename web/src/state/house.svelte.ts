// What every screen of this house needs: its watches, sources, drill, and its clock. Refreshed when
// the server says that something changed and when the connection comes back.
import { Client, Problem } from '../api/client';
import type { Drill, Source, Status, Watch } from '../api/types';
import { router } from '../route/router.svelte';
import { live } from './live.svelte';

const DRILL_POLL_MS = 2000;
const CLOCK_MS = 5000;

class House {
  readonly client = new Client(router.base);
  /** The rehearsal is played from outside of its sealed house. */
  readonly drillDoor = new Client('/');
  status = $state<Status | null>(null);
  watches = $state<Watch[] | null>(null);
  sources = $state<Source[]>([]);
  drill = $state<Drill | null>(null);
  problem = $state<Problem | null>(null);
  /** The house's time, for "3 min ago": in a rehearsal the invented clock. */
  now = $state(new Date());
  private drillReadAt = 0;
  /** Settled once the house's clock is known; a chart that is drawn before would miss its span. */
  ready: Promise<void> = Promise.resolve();

  start(): void {
    this.ready = this.refresh();
    live.on('changed', () => void this.refresh());
    live.on('open', () => void this.refresh());
    setInterval(() => this.beat(), router.rehearsal ? 1000 : CLOCK_MS);
    if (router.rehearsal) setInterval(() => void this.readDrill(), DRILL_POLL_MS);
  }

  async refresh(): Promise<void> {
    try {
      const [status, watches, sources] = await Promise.all([
        this.client.status(), this.client.watches(), this.client.sources(), this.readDrill(),
      ]);
      Object.assign(this, { status, watches, sources, problem: null });
    } catch (failed) {
      this.problem = failed instanceof Problem ? failed : new Problem(0, String(failed), '');
    }
  }

  watch(id: string): Watch | undefined {
    return this.watches?.find((watch) => watch.id === id);
  }

  /** Sources that should bring posts and cannot just now. */
  get troubled(): Source[] {
    return this.sources.filter((source) => source.state === 'failed' || source.state === 'waiting');
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
    } catch {
      this.drill = null;
    }
    this.beat();
  }

  private beat(): void {
    this.now = this.rehearsal && this.drill ? this.drillNow(this.drill) : new Date();
  }

  private drillNow(drill: Drill): Date {
    const read = new Date(drill.now).getTime();
    const still = drill.state === 'paused' || drill.state === 'ended';
    const passed = !still ? (Date.now() - this.drillReadAt) * drill.speed : 0;
    return new Date(Math.min(read + passed, Math.max(read, new Date(drill.end).getTime())));
  }
}

export const house = new House();
