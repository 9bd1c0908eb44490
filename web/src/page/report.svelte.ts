// The figures of a query over a span: what Watch and Search show above their posts.
// One owner: the page. Answers that come after a newer question are dropped.
import { Problem } from '../api/client';
import type { Bucket, Series, Span, Tops } from '../api/types';
import { filled } from '../chart/buckets';
import { spanBefore, spanOver, type Chosen, type SpanName } from '../format/span';

export interface Door {
  series(span: Span, stepS: number): Promise<Series>;
  tops(span: Span, limit: number): Promise<Tops>;
}

const TOPS_LIMIT = 20;

export class Report {
  name = $state<SpanName>('day');
  series = $state.raw<Series | null>(null);
  tops = $state.raw<Tops | null>(null);
  problem = $state<Problem | null>(null);
  loading = $state(false);
  /** A bar that was clicked: the posts below are of this span alone. */
  picked = $state<Span | null>(null);
  /** The day was empty, so all of the time is shown instead. */
  moved = $state(false);
  private question = 0;

  constructor(
    private readonly door: Door,
    private readonly now: () => Date,
  ) {}

  readonly buckets: Bucket[] = $derived(this.series ? filled(this.series) : []);

  /** `wish` where it holds posts; else everything, if there is anything at all. */
  async open(wish: SpanName): Promise<void> {
    this.name = wish;
    await this.load();
    if (wish !== 'all' && this.series?.posts === 0 && this.series.last) {
      this.moved = true;
      await this.choose('all', true);
    }
  }

  async choose(name: SpanName, moved = false): Promise<void> {
    this.name = name;
    this.moved = moved;
    this.picked = null;
    await this.load();
  }

  refresh = () => this.load();

  private async load(): Promise<void> {
    const question = ++this.question;
    this.loading = true;
    try {
      const series = this.name === 'all' ? await this.everything() : await this.ask(spanBefore(this.now(), this.name));
      if (question !== this.question) return;
      this.series = series;
      this.problem = null;
      const tops = await this.door.tops({ from: new Date(series.from), to: new Date(series.to) }, TOPS_LIMIT);
      if (question === this.question) this.tops = tops;
    } catch (failed) {
      if (question === this.question) this.problem = failed as Problem;
    } finally {
      if (question === this.question) this.loading = false;
    }
  }

  private ask(chosen: Chosen): Promise<Series> {
    return this.door.series({ from: chosen.from, to: chosen.to }, chosen.stepS);
  }

  /** First learns where posts begin and end, then asks for just that. */
  private async everything(): Promise<Series> {
    const known = await this.ask(spanBefore(this.now(), 'hour'));
    if (!known.first || !known.last) return known;
    return this.ask(spanOver(new Date(known.first), new Date(known.last)));
  }
}
