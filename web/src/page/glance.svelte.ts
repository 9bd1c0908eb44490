// The figures of a watch at a glance: its last hour and day, or, where those are empty, all there is.
import type { Series, Span } from '../api/types';
import { filled, grouped } from '../chart/buckets';
import { isPartly } from '../chart/coverage';
import { spanBefore } from '../format/span';
import { seriesOrEver } from './series';

const POINTS = 48;

export class Glance {
  hour = $state.raw<Series | null>(null);
  /** The last day; of all time where the day is empty. */
  shown = $state.raw<Series | null>(null);
  past = $state(false);

  private readonly groups = $derived(this.shown ? grouped(filled(this.shown), this.shown.step_s, POINTS) : []);
  readonly values: number[] = $derived(this.groups.map((group) => group.sum.posts));
  /** Of which values not everything was heard. */
  readonly partly: boolean[] = $derived(this.groups.map((group) => isPartly(group.sum)));

  async refresh(ask: (span: Span, stepS: number) => Promise<Series>, now: Date): Promise<void> {
    const hour = spanBefore(now, 'hour');
    const [ofHour, { series, ever }] = await Promise.all([ask(hour, hour.stepS), seriesOrEver(ask, now, 'day')]);
    this.hour = ofHour;
    this.shown = series;
    this.past = ever;
  }
}
