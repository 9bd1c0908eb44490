// A list of posts, newest first: pages by cursor below, live arrivals above. Arrivals wait behind
// a button, so that what a person reads does not move; only an empty list takes them at once.
import { Problem } from '../api/client';
import type { Page, Post } from '../api/types';
import { keyOf } from './facts';

export type Load = (cursor: string | null) => Promise<Page>;
const WAITING_MAX = 200;

export class Feed {
  posts = $state<Post[]>([]);
  waiting = $state<Post[]>([]);
  loading = $state(false);
  problem = $state<Problem | null>(null);
  cursor = $state<string | null>(null);
  /** The server passed over arrivals: their number is not known here. */
  skipped = $state(false);
  /** True once the first page has come. */
  ready = $state(false);
  private load: Load | null = null;

  async open(load: Load): Promise<void> {
    this.load = load;
    this.waiting = [];
    this.skipped = false;
    this.ready = false;
    this.posts = [];
    await this.fetch(load, null);
  }

  async more(): Promise<void> {
    if (this.load && this.cursor && !this.loading) await this.fetch(this.load, this.cursor);
  }

  again = () => this.load && void this.fetch(this.load, this.posts.length ? this.cursor : null);

  /** A post that has just arrived; told twice, it is kept once. */
  offer(post: Post): void {
    const key = keyOf(post);
    if (this.posts.some((one) => keyOf(one) === key) || this.waiting.some((one) => keyOf(one) === key)) return;
    if (this.ready && this.posts.length === 0) this.posts = [post];
    else this.waiting = [post, ...this.waiting].slice(0, WAITING_MAX);
  }

  /** The newest page anew: what arrived may have had gaps. */
  async reveal(): Promise<void> {
    this.waiting = [];
    this.skipped = false;
    if (this.load) await this.fetch(this.load, null);
  }

  private async fetch(load: Load, cursor: string | null): Promise<void> {
    this.loading = true;
    this.problem = null;
    try {
      const page = await load(cursor);
      if (this.load !== load) return;  // Another list was asked for meanwhile.
      const known = new Set(cursor ? this.posts.map(keyOf) : []);
      const fresh = page.posts.filter((post) => !known.has(keyOf(post)));
      this.posts = cursor ? [...this.posts, ...fresh] : fresh;
      this.cursor = page.next_cursor;
      this.ready = true;
    } catch (failed) {
      if (this.load === load) this.problem = failed as Problem;
    } finally {
      if (this.load === load) this.loading = false;
    }
  }
}
