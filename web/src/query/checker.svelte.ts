// Asks the server whether a query is right while it is written, a moment after the last key.
import type { Explanation } from '../api/types';
import { house } from '../state/house.svelte';

const PAUSE_MS = 250;

export class Checker {
  explanation = $state<Explanation | null>(null);
  /** The text that `explanation` is about. */
  about = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly use?: 'watch') {}

  ask(query: string): void {
    clearTimeout(this.timer);
    if (query.trim() === '') {
      this.explanation = null;
      this.about = '';
      return;
    }
    this.timer = setTimeout(() => void this.fetch(query), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async fetch(query: string): Promise<void> {
    const explanation = await house.client.explain(query, this.use).catch(() => null);
    this.explanation = explanation;
    this.about = query;
  }
}
