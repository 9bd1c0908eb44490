// Asks the server whether a query is right while it is written, a moment after the last key.
import type { Explained } from '../api/types';
import { house } from '../state/house.svelte';

const PAUSE_MS = 250;

export class Checker {
  explained = $state.raw<Explained | null>(null);
  /** The text that `explained` is about. */
  about = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private question = 0;

  constructor(private readonly use?: 'watch') {}

  ask(query: string): void {
    this.stop();
    if (query.trim() === '') {
      this.explained = null;
      this.about = '';
      return;
    }
    this.timer = setTimeout(() => void this.fetch(query), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.question++;
  }

  private async fetch(query: string): Promise<void> {
    const question = this.question;
    const explained = await house.client.explain(query, this.use).catch(() => null);
    if (question !== this.question) return;  // Written on meanwhile.
    this.explained = explained;
    this.about = query;
  }
}
