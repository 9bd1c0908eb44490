// A list of posts, newest first: pages by cursor below, live arrivals above. Arrivals wait behind
// a button, so that what a person reads does not move; only an empty list takes them at once.
import { problemOf, type Problem } from '../api/problem';
import type { EventGone, Page, Post } from '../api/types';
import { isGone, keyOf } from './facts';

export type Load = (cursor: string | null) => Promise<Page>;
const WAITING_MAX = 200;

export class Feed {
  posts = $state.raw<Post[]>([]);
  waiting = $state.raw<Post[]>([]);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  cursor = $state<string | null>(null);
  /** The server passed over arrivals: their number is not known here. */
  skipped = $state(false);
  /** True once the first page has come. */
  ready = $state(false);
  private load: Load | null = null;
  private renewal = 0;

  /** Begins anew; goes on to further pages until there are `wanted` posts, or no more. */
  async open(load: Load, wanted = 0): Promise<void> {
    this.load = load;
    this.waiting = [];
    this.skipped = false;
    this.ready = false;
    this.posts = [];
    await this.fetch(load, null);
    while (this.load === load && !this.problem && this.cursor && this.posts.length < wanted) await this.fetch(load, this.cursor);
  }

  async more(): Promise<void> {
    if (this.load && this.cursor && !this.loading) await this.fetch(this.load, this.cursor);
  }

  again = () => this.load && void this.fetch(this.load, this.posts.length ? this.cursor : null);

  has(post: Post): boolean {
    return [...this.posts, ...this.waiting].some((one) => keyOf(one) === keyOf(post));
  }

  /** A post that has just arrived, or its newer version, which takes the place of the older one. */
  offer(post: Post): void {
    const key = keyOf(post);
    if (this.posts.some((one) => keyOf(one) === key)) this.posts = this.posts.map((one) => (keyOf(one) === key ? post : one));
    else if (this.waiting.some((one) => keyOf(one) === key)) this.waiting = this.waiting.map((one) => (keyOf(one) === key ? post : one));
    else this.arrive(post);
  }

  private arrive(post: Post): void {
    if (this.ready && this.posts.length === 0) this.posts = [post];
    else if (this.waiting.length < WAITING_MAX) this.waiting = [post, ...this.waiting];
    else this.skipped = true;
  }

  /** A post that was taken back or is no longer what is asked for, or all of an author who is forgotten. */
  drop(gone: EventGone): void {
    const stays = (post: Post) => !isGone(post, gone);
    this.posts = this.posts.filter(stays);
    this.waiting = this.waiting.filter(stays);
  }

  /** The same list anew, as long as it was: it may hold others now. What is on show stays until it has come. */
  async renew(): Promise<void> {
    const [load, mine] = [this.load, ++this.renewal];
    if (!load) return;
    const isOld = () => this.load !== load || this.renewal !== mine;
    const wanted = this.posts.length;
    this.loading = true;
    try {
      let page = await load(null);
      let posts = page.posts;
      while (page.next_cursor && posts.length < wanted && !isOld()) {
        page = await load(page.next_cursor);
        posts = [...posts, ...page.posts];
      }
      if (isOld()) return;
      [this.posts, this.cursor, this.waiting, this.skipped, this.ready, this.problem] = [posts, page.next_cursor, [], false, true, null];
    } catch (failed) {
      if (!isOld()) this.problem = problemOf(failed);
    } finally {
      if (!isOld()) this.loading = false;
    }
  }

  /** The newest page anew: what arrived may have had gaps. What was read below it stays where it meets it. */
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
      if (cursor) this.append(page);
      else this.begin(page);
      this.ready = true;
    } catch (failed) {
      if (this.load === load) this.problem = problemOf(failed);
    } finally {
      if (this.load === load) this.loading = false;
    }
  }

  private append(page: Page): void {
    const known = new Set(this.posts.map(keyOf));
    this.posts = [...this.posts, ...page.posts.filter((post) => !known.has(keyOf(post)))];
    this.cursor = page.next_cursor;
  }

  private begin(page: Page): void {
    const paged = new Set(page.posts.map(keyOf));
    const oldest = page.posts.at(-1)?.time ?? '';
    const meets = this.posts.some((post) => paged.has(keyOf(post)));
    const below = meets ? this.posts.filter((post) => !paged.has(keyOf(post)) && post.time <= oldest) : [];
    this.posts = [...page.posts, ...below];
    if (below.length === 0) this.cursor = page.next_cursor;
  }
}
