// What a watch's page knows of relevance: the answers given, what is learnt, how many posts its list has passed over:
// page by page, and of those that arrived since, each once.
// One owner: the page of the watch.
import type { Learnt, RelevanceDoor } from '../api/relevance';
import { problemOf, type Problem } from '../api/problem';
import type { Page, Post } from '../api/types';
import { keyOf } from '../post/facts';

interface Key {
  source: string;
  id: string;
}

export class Relevance {
  learnt = $state.raw<Learnt | null>(null);
  answers = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** The list shows what it would hide. */
  showing = $state(false);
  private pages = $state.raw<ReadonlyMap<string, number>>(new Map());
  private arrived = $state.raw<ReadonlySet<string>>(new Set());
  problem = $state.raw<Problem | null>(null);
  /** An answer is on its way: one at a time. */
  busy = $state(false);

  constructor(
    private readonly door: RelevanceDoor,
    private readonly watch: string,
  ) {}

  /** Passed over, or shown all the same, of the posts listed. */
  get hidden(): number {
    return [...this.pages.values()].reduce((sum, one) => sum + one, this.arrived.size);
  }

  async read(): Promise<void> {
    await this.attempt(async () => {
      const { answers, ...learnt } = await this.door.read(this.watch);
      this.learnt = learnt;
      this.answers = new Map(answers.map((one) => [keyOf(one), one.about]));
    });
  }

  /** The same answer again takes it back. */
  async answer(post: Key, about: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const key = keyOf(post);
    const said = this.answers.get(key) === about ? null : about;
    await this.attempt(async () => {
      this.learnt = await this.door.answer(this.watch, { source: post.source, id: post.id }, said);
      const answers = new Map(this.answers);
      if (said === null) answers.delete(key);
      else answers.set(key, said);
      this.answers = answers;
    });
    this.busy = false;
  }

  async setThreshold(threshold: number | null): Promise<void> {
    await this.attempt(async () => {
      this.learnt = await this.door.setThreshold(this.watch, threshold);
    });
  }

  /** Each page of the list as it comes; `isAnew` begins the count anew. */
  count(page: Page, cursor: string | null, isAnew: boolean): Page {
    if (isAnew) this.arrived = new Set();
    const pages = new Map(isAnew ? [] : this.pages);
    const hidden = page.hidden ?? 0;
    // The newest page once more: what it hides above what was read is among those that arrived, unless some were missed.
    if (cursor === null) pages.set('', Math.max(pages.get('') ?? 0, hidden - this.arrived.size));
    else pages.set(cursor, hidden);
    this.pages = pages;
    return page;
  }

  /** It arrived, and is hidden; an edited one that was not listed is in the count of its page already. */
  hide(post: Post, wasListed: boolean): void {
    if (wasListed || !post.edited_at) this.arrived = new Set(this.arrived).add(keyOf(post));
  }

  /** It is gone, or hidden no more. */
  unhide(key: Key): void {
    const arrived = new Set(this.arrived);
    if (arrived.delete(keyOf(key))) this.arrived = arrived;
  }


  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = null;
    } catch (failed) {
      this.problem = problemOf(failed);
    }
  }
}
