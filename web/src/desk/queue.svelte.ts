// The list of one tab. What changes elsewhere is shown in its place; what is new waits behind a button and
// what no longer belongs here stays, pale, until one asks: a row never moves under the eye.
import { problemOf, type Problem } from '../api/problem';
import type { Conversation, ConversationList, Counts } from '../api/desk';

export type LoadList = (limit: number, cursor: string | null) => Promise<ConversationList>;
const A_PAGE = 30;

export class Queue {
  rows = $state.raw<Conversation[]>([]);
  counts = $state.raw<Counts>({});
  ready = $state(false);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  cursor = $state<string | null>(null);
  /** How many are not shown yet. */
  fresh = $state(0);
  /** Rows that are shown although they left: another has them, or they are answered. */
  left = $state.raw<ReadonlySet<string>>(new Set());
  private asked = 0;

  constructor(private readonly load: LoadList) {}

  async open(): Promise<void> {
    await this.fetch((list) => {
      this.rows = list.conversations;
      this.cursor = list.next_cursor;
      this.fresh = 0;
      this.left = new Set();
    }, A_PAGE);
  }

  reveal = () => this.open();

  async more(): Promise<void> {
    if (!this.cursor || this.loading) return;
    await this.fetch((list) => {
      const known = new Set(this.rows.map((row) => row.id));
      this.rows = [...this.rows, ...list.conversations.filter((row) => !known.has(row.id))];
      this.cursor = list.next_cursor;
    }, A_PAGE, this.cursor);
  }

  /** How things are now, without moving a row. The server is asked for as many as are shown. */
  async refresh(): Promise<void> {
    if (!this.ready || this.loading) return;
    const wanted = Math.max(A_PAGE, this.rows.length);
    await this.fetch((list) => this.merge(list), wanted);
  }

  /** The answer to one's own act: told at once, before the server's next word. */
  put(changed: Conversation): void {
    this.rows = this.rows.map((row) => (row.id === changed.id ? changed : row));
  }

  private merge(list: ConversationList): void {
    const now = new Map(list.conversations.map((row) => [row.id, row]));
    const shown = new Set(this.rows.map((row) => row.id));
    const fresh = list.conversations.filter((row) => !shown.has(row.id));
    if (this.rows.length === 0) {
      this.rows = list.conversations;
      this.cursor = list.next_cursor;
      return;
    }
    this.rows = this.rows.map((row) => now.get(row.id) ?? row);
    this.fresh = fresh.length;
    this.left = new Set(this.rows.filter((row) => !now.has(row.id) && !this.below(list)).map((row) => row.id));
  }

  /** More lie below than the server was asked for: a row that is not in its answer may be among them. */
  private below(list: ConversationList): boolean {
    return list.next_cursor !== null;
  }

  private async fetch(then: (list: ConversationList) => void, limit: number, cursor: string | null = null): Promise<void> {
    const question = ++this.asked;
    this.loading = true;
    try {
      const list = await this.load(limit, cursor);
      if (question !== this.asked) return;
      then(list);
      this.counts = list.counts;
      this.problem = null;
      this.ready = true;
    } catch (failed) {
      if (question === this.asked) this.problem = problemOf(failed);
    } finally {
      if (question === this.asked) this.loading = false;
    }
  }
}
