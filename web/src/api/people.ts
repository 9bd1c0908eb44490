// Who may do what on this server: accounts, sessions, invitations, tokens. Accounts are of the server,
// never of a rehearsal, so this door is always that of the real house.
import type { Client } from './client';

export type Role = 'reader' | 'expert' | 'manager';
export const ROLES: readonly Role[] = ['manager', 'expert', 'reader'];

export interface Account {
  id: string;
  name: string;
  display_name: string;
  role: Role;
  title: string;
  topics: string[];
  mandate_until: string | null;
  created_at: string;
  state: 'invited' | 'active' | 'ended';
}

/** `open`: nobody has an account yet, and whoever reaches this machine may do all. */
export interface Session {
  open: boolean;
  account: Account | null;
  role: Role | 'anyone';
}

export interface AccountDraft {
  name: string;
  display_name: string;
  role: Role;
  title?: string;
  topics?: string[];
  mandate_until?: string;
  password?: string;
}

export interface Invitation {
  token: string;
  url: string;
  until: string;
}

interface AccountList {
  accounts: Account[];
  next_cursor: string | null;
}

export type NewAccount = Account & { invitation?: Invitation };

/** Who is invited, as one who holds the link may know it; the link serves until then. */
export interface Invited {
  account: Account;
  until: string;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  created_at: string;
  until: string | null;
}

/** `secret` is told this once. */
export type NewToken = Token & { secret: string };

export class PeopleDoor {
  constructor(private readonly client: Client) {}

  session = () => this.client.send<Session>('GET', 'session');
  signIn = (name: string, password: string) => this.client.send<Session>('POST', 'session', {}, { name, password });
  changePassword = (password: string, wish: string) => this.client.send<Session>('PUT', 'session', {}, { password, new_password: wish });
  signOut = () => this.client.send<null>('DELETE', 'session');

  async accounts(): Promise<Account[]> {
    const all: Account[] = [];
    let cursor: string | null = null;
    do {
      const list: AccountList = await this.client.send<AccountList>('GET', 'accounts', { cursor });
      all.push(...list.accounts);
      cursor = list.next_cursor;
    } while (cursor);
    return all;
  }


  makeAccount = (draft: AccountDraft) => this.client.send<NewAccount>('POST', 'accounts', {}, draft);
  changeAccount = (id: string, draft: AccountDraft) => this.client.send<Account>('PUT', `accounts/${encodeURIComponent(id)}`, {}, draft);
  endAccount = (id: string) => this.client.send<null>('DELETE', `accounts/${encodeURIComponent(id)}`);
  invite = (id: string) => this.client.send<Invitation>('POST', `accounts/${encodeURIComponent(id)}/invitation`);

  invited = (token: string) => this.client.send<Invited>('GET', `invitations/${encodeURIComponent(token)}`);
  accept = (token: string, password: string) => this.client.send<Session>('POST', `invitations/${encodeURIComponent(token)}`, {}, { password });

  tokens = async () => (await this.client.send<{ tokens: Token[] }>('GET', 'tokens')).tokens;
  makeToken = (draft: { name: string; role: Role; until?: string }) => this.client.send<NewToken>('POST', 'tokens', {}, draft);
  endToken = (id: string) => this.client.send<null>('DELETE', `tokens/${encodeURIComponent(id)}`);
}
