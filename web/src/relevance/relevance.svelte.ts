// What a watch's page knows of relevance: the answers given, what is learnt, how many posts its list has passed over.
// One owner: the page of the watch.
import type { Learnt, RelevanceDoor } from '../api/relevance';
import { problemOf, type Problem } from '../api/problem';
import type { Page } from '../api/types';
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
  /** Passed over, or shown all the same, of the posts listed. */
  hidden = $state(0);
  problem = $state.raw<Problem | null>(null);

  constructor(
    private readonly door: RelevanceDoor,
    private readonly watch: string,
  ) {}

  async read(): Promise<void> {
    await this.attempt(async () => {
      const { answers, ...learnt } = await this.door.read(this.watch);
      this.learnt = learnt;
      this.answers = new Map(answers.map((one) => [keyOf(one), one.about]));
    });
  }

  /** The same answer again takes it back. */
  async answer(post: Key, about: boolean): Promise<void> {
    const key = keyOf(post);
    const said = this.answers.get(key) === about ? null : about;
    await this.attempt(async () => {
      this.learnt = await this.door.answer(this.watch, { source: post.source, id: post.id }, said);
      const answers = new Map(this.answers);
      if (said === null) answers.delete(key);
      else answers.set(key, said);
      this.answers = answers;
    });
  }

  async setThreshold(threshold: number | null): Promise<void> {
    await this.attempt(async () => {
      this.learnt = await this.door.setThreshold(this.watch, threshold);
    });
  }

  /** Each page of the list as it comes; the first begins the count anew. */
  count(page: Page, isFirst: boolean): Page {
    this.hidden = (isFirst ? 0 : this.hidden) + (page.hidden ?? 0);
    return page;
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
