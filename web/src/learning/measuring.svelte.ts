// A measure that is read anew as things are said and done; the answer to an older question is dropped.
import { problemOf, type Problem } from '../api/problem';
import type { About, Measure } from '../api/measure';
import { spanBefore, spanExactly, type Chosen, type SpanWish } from '../format/span';
import { house } from '../state/house.svelte';
import { live } from '../state/live.svelte';
import { pulse } from '../state/pulse';
import { everMeasured } from './ever';

const REFRESH_MS = 3000;

export class Measuring {
  shown = $state.raw<{ measure: Measure; chosen: Chosen } | null>(null);
  problem = $state.raw<Problem | null>(null);
  private asked = 0;

  /** Goes on until what it returns is called. */
  begin(about: About, span: SpanWish): () => void {
    this.shown = null;
    const beat = pulse(() => this.read(about, span), REFRESH_MS);
    const stops = [
      live.on('changed', ({ what }) => what === 'desk' && beat.ask()),
      live.on('tick', (tick) => {
        if ('watch' in about ? tick.watches[about.watch]?.posts : tick.posts_per_s > 0) beat.ask();
      }),
      live.on('back', () => beat.ask()),
    ];
    return () => {
      stops.forEach((stop) => stop());
      beat.stop();
    };
  }

  async read(about: About, span: SpanWish): Promise<void> {
    const question = ++this.asked;
    try {
      const chosen = await this.chosen(about, span);
      const measure = await house.learned.measure(about, { from: chosen.from, to: chosen.to }, chosen.stepS);
      if (question !== this.asked) return;
      this.shown = { measure, chosen };
      this.problem = null;
    } catch (failed) {
      if (question === this.asked) this.problem = problemOf(failed);
    }
  }

  private async chosen(about: About, span: SpanWish): Promise<Chosen> {
    await house.ready;
    if (span === 'all') return everMeasured(about, house.now);
    return typeof span === 'string' ? spanBefore(house.now, span) : spanExactly(span);
  }
}
