// What is being written as an answer: kept on the server as a draft, and looked at there for length, links
// and hints, both some moments after the last key. One owner: the page of the conversation.
import type { Checked, Draft } from '../api/desk';
import { problemOf, type Problem } from '../api/problem';

export interface ComposerDoor {
  keep(text: string): Promise<Draft | null>;
  check(text: string): Promise<Checked>;
}

export const KEEP_MS = 900;
const CHECK_MS = 450;

export type Kept = 'nothing' | 'writing' | 'kept' | 'failed';

export class Composer {
  text = $state('');
  checked = $state.raw<Checked | null>(null);
  /** The text that was looked at: hints are of it, and pale once it was changed. */
  about = $state('');
  kept = $state<Kept>('nothing');
  keptAt = $state.raw<Date | null>(null);
  problem = $state.raw<Problem | null>(null);
  private onServer = '';
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly door: ComposerDoor) {}

  /** What the server kept, unless something is being written here already. */
  begin(draft: Draft | null): void {
    if (this.text !== this.onServer || !draft) return;
    this.onServer = draft.text;
    this.text = draft.text;
    if (!draft.text) return;
    this.kept = 'kept';
    this.keptAt = new Date(draft.updated_at);
    void this.look();
  }

  write(text: string): void {
    this.text = text;
    this.kept = 'writing';
    clearTimeout(this.keepTimer);
    clearTimeout(this.checkTimer);
    this.keepTimer = setTimeout(() => void this.keep(), KEEP_MS);
    this.checkTimer = setTimeout(() => void this.look(), CHECK_MS);
  }

  /** Sent: nothing is being written any more, and the server has put the draft away itself. */
  clear(): void {
    this.stop();
    this.text = this.onServer = this.about = '';
    this.checked = null;
    this.kept = 'nothing';
  }

  /** When one leaves: what was not kept yet is kept now. */
  leave(): void {
    const unkept = this.text !== this.onServer;
    this.stop();
    if (unkept) void this.keep();
  }

  async keep(): Promise<void> {
    const { text } = this;
    try {
      const draft = await this.door.keep(text);
      this.onServer = text;
      if (this.text !== text) return;
      this.kept = text ? 'kept' : 'nothing';
      this.keptAt = draft ? new Date(draft.updated_at) : null;
    } catch (failed) {
      this.problem = problemOf(failed);
      this.kept = 'failed';
    }
  }

  private async look(): Promise<void> {
    const { text } = this;
    if (!text.trim()) {
      this.checked = null;
      this.about = text;
      return;
    }
    const checked = await this.door.check(text).catch(() => null);
    if (this.text !== text || !checked) return;
    this.checked = checked;
    this.about = text;
  }

  private stop(): void {
    clearTimeout(this.keepTimer);
    clearTimeout(this.checkTimer);
  }
}
