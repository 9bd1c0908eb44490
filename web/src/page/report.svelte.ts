// A question and its answer: the figures of a query over a span, and the posts behind them. What Watch
// and Search show. The posts listed are always those of the figures: of the bar that is open, else of the span.
// One owner: the page. Answers that come after a newer question are dropped.
import { problemOf, type Problem } from '../api/problem';
import type { Bucket, Page, Series, Span, Tops } from '../api/types';
import { filled } from '../chart/buckets';
import { spanBefore, spanExactly, type SpanWish } from '../format/span';
import { Feed } from '../post/feed.svelte';
import type { View } from '../route/route';
import { everything, seriesOrEver } from './series';

/** `known`: only what had reached us by then. */
export interface Door {
  /** `alone`: without copied texts. */
  series(span: Span, stepS: number, alone: boolean, known: Date | null): Promise<Series>;
  tops(span: Span, limit: number, known: Date | null): Promise<Tops>;
  /** How many of the posts were corrected. */
  corrected(span: Span, stepS: number, known: Date | null): Promise<number>;
  posts(limit: number, cursor: string | null, span: Partial<Span>, known: Date | null): Promise<Page>;
}

const TOPS_LIMIT = 20;
const POSTS_A_PAGE = 30;
const UNREADABLE = 422;

export class Report {
  readonly feed = new Feed();
  span = $state.raw<SpanWish>('day');
  /** The bar that is open: the posts listed are of it alone. */
  bar = $state.raw<Span | null>(null);
  /** Everything is shown as it was known then; null: as it is known now. */
  known = $state.raw<Date | null>(null);
  series = $state.raw<Series | null>(null);
  tops = $state.raw<Tops | null>(null);
  corrected = $state(0);
  problem = $state.raw<Problem | null>(null);
  loading = $state(false);
  /** The day was empty, so all of the time is shown instead. */
  moved = $state(false);
  /** Copied texts are left out of the figures. */
  alone = $state(false);
  private question = 0;

  constructor(
    private readonly door: Door,
    private readonly now: () => Date,
  ) {}

  readonly buckets: Bucket[] = $derived(this.series ? filled(this.series) : []);

  /** Nothing matches, at no time. */
  readonly nothing: boolean = $derived(
    this.series?.posts === 0 && !this.series.last && this.feed.ready && this.feed.posts.length === 0,
  );

  /** Without a wish: the last day where it holds posts, else all there is. */
  async open(view: View = {}, postsWanted = 0): Promise<void> {
    this.bar = view.bar ?? null;
    this.known = view.known ?? null;
    if (view.span) await this.ask(view.span, postsWanted);
    else await this.askDayOrEver(postsWanted);
  }

  async choose(span: SpanWish): Promise<void> {
    this.bar = null;
    this.moved = false;
    await this.ask(span);
  }

  async leaveOut(alone: boolean): Promise<void> {
    this.alone = alone;
    await this.refresh();
  }

  async know(at: Date | null): Promise<void> {
    this.known = at;
    await this.ask(this.span);
  }

  async pick(bar: Span | null): Promise<void> {
    this.bar = bar;
    await this.listPosts();
  }

  /** New figures of the same question, as posts come in; the list below keeps its place. */
  refresh = () => this.load(() => this.answer(this.span));

  /** Everything anew, after the server was gone or the query was changed. */
  async again(): Promise<void> {
    await Promise.all([this.refresh(), this.feed.reveal()]);
  }

  /** How a page's address tells what is on show. */
  get view(): View {
    return { ...(this.moved ? {} : { span: this.span }), ...(this.bar ? { bar: this.bar } : {}), ...(this.known ? { known: this.known } : {}) };
  }

  private async ask(span: SpanWish, postsWanted = 0): Promise<void> {
    this.span = span;
    await Promise.all([this.listPosts(postsWanted), this.refresh()]);
  }

  private async askDayOrEver(postsWanted: number): Promise<void> {
    this.span = 'day';
    let ever = false;
    const answer = async () => {
      const found = await seriesOrEver(this.askSeries, this.now(), 'day');
      ever = found.ever;
      return found.series;
    };
    await this.load(answer, () => {
      this.moved = ever;
      if (ever) this.span = 'all';
      return this.listPosts(postsWanted);
    });
  }

  private async load(answer: () => Promise<Series>, then: () => Promise<void> = async () => undefined): Promise<void> {
    const question = ++this.question;
    const isOld = () => question !== this.question;
    this.loading = true;
    try {
      const series = await answer();
      if (isOld()) return;
      this.series = series;
      this.problem = null;
      const span = { from: new Date(series.from), to: new Date(series.to) };
      const [tops, corrected] = await Promise.all([
        this.door.tops(span, TOPS_LIMIT, this.known), this.door.corrected(span, series.step_s, this.known), then(),
      ]);
      if (isOld()) return;
      this.tops = tops;
      this.corrected = corrected;
    } catch (failed) {
      if (!isOld()) this.problem = problemOf(failed);
    } finally {
      if (!isOld()) this.loading = false;
    }
  }

  /** Where a span holds too many posts to find the copies of all, it is told whole. */
  private askSeries = async (span: Span, stepS: number): Promise<Series> => {
    try {
      return await this.door.series(span, stepS, this.alone, this.known);
    } catch (failed) {
      if (!this.alone || problemOf(failed).status !== UNREADABLE) throw failed;
      this.alone = false;
      return this.door.series(span, stepS, false, this.known);
    }
  };

  private answer(wish: SpanWish): Promise<Series> {
    if (wish === 'all') return everything(this.askSeries, this.now());
    const chosen = typeof wish === 'string' ? spanBefore(this.now(), wish) : spanExactly(wish);
    return this.askSeries({ from: chosen.from, to: chosen.to }, chosen.stepS);
  }

  private listPosts(wanted = 0): Promise<void> {
    const span = this.bar ?? this.span;
    return this.feed.open((cursor) => this.door.posts(POSTS_A_PAGE, cursor, this.edges(span), this.known), wanted);
  }

  /** Of a span that moves: as it lies now, so that the newest posts are in the list. */
  private edges(span: SpanWish): Partial<Span> {
    if (span === 'all') return {};
    if (typeof span !== 'string') return span;
    const { from, to } = spanBefore(this.now(), span);
    return { from, to };
  }
}
