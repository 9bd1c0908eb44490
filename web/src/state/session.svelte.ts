// Who looks at these screens and what they may do. Read before anything else; accounts are of the whole
// server, so a rehearsal knows the same people.
import { Client } from '../api/client';
import { PeopleDoor, type Account, type Role, type Session } from '../api/people';
import { live } from './live.svelte';

export class SessionState {
  readonly people = new PeopleDoor(new Client('/'));
  /** It was known who looks, and no longer is. */
  ended = $state(false);
  private known = $state.raw<Session | null>(null);

  /** Nobody has an account yet: only this machine can look, and it may do all. */
  readonly open: boolean = $derived(this.known?.open ?? false);
  readonly account: Account | null = $derived(this.known?.account ?? null);
  readonly role: Role | null = $derived(this.known && this.known.role !== 'anyone' ? this.known.role : null);
  readonly mayLook: boolean = $derived(this.role !== null);
  /** May change what all others see. */
  readonly leads: boolean = $derived(this.role === 'manager');
  /** May take conversations and answer them. */
  readonly answers: boolean = $derived(this.role === 'manager' || this.role === 'expert');
  /** Has what was handed to them to answer, and nothing else to look after. */
  readonly guest: boolean = $derived(this.role === 'expert');

  /** Never fails: who cannot be known may not look. */
  async start(): Promise<void> {
    Client.unsigned = () => this.lose();
    await this.read().catch(() => undefined);
  }

  async read(): Promise<void> {
    this.known = await this.people.session();
  }

  isMe(person: { id: string } | null): boolean {
    return person !== null && person.id === (this.account?.id ?? '');
  }

  async signIn(name: string, password: string): Promise<void> {
    await this.people.signIn(name, password);
  }

  /** The page begins anew, so that nothing of this person stays on the screen. */
  async signOut(): Promise<void> {
    await this.people.signOut();
    location.assign('/signin');
  }

  private lose(): void {
    if (!this.mayLook) return;
    this.known = { open: false, account: null, role: 'anyone' };
    this.ended = true;
    live.stop();
  }
}

export const session = new SessionState();
