// The one door to the server. Every answer is either the value or a thrown Problem (RFC 9457);
// `status` 0 means that no server answered at all.
import type {
  Drill, Explanation, Page, Post, Series, Source, Span, Status, Tops, Watch, WatchDraft,
} from './types';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Record<string, unknown> = {},
  ) {
    super(detail || title);
  }

  /** Column of a wrong query in code points from 1, where the server named one. */
  get column(): number | undefined {
    return typeof this.members['column'] === 'number' ? this.members['column'] : undefined;
  }

  get suggestion(): string | undefined {
    return typeof this.members['suggestion'] === 'string' ? this.members['suggestion'] : undefined;
  }

  /** What is wrong, without the column that the screen shows by a mark. */
  get reason(): string {
    return typeof this.members['reason'] === 'string' ? this.members['reason'] : this.message;
  }
}

export type Parameters = Record<string, string | number | Date | undefined | null>;

export function withParameters(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const members = (await response.json()) as Record<string, unknown>;
    const title = typeof members['title'] === 'string' ? members['title'] : response.statusText;
    const detail = typeof members['detail'] === 'string' ? members['detail'] : '';
    return new Problem(response.status, title, detail, members);
  } catch {
    return new Problem(response.status, response.statusText, '');
  }
}

export class Client {
  /** `base` ends with a slash: `/` for the real house, `/rehearsal/` for the sealed one. */
  constructor(
    readonly base: string,
    private readonly doFetch: typeof fetch = (...a) => fetch(...a),
  ) {}

  url(path: string, parameters?: Parameters): string {
    return withParameters(`${this.base}api/v1/${path}`, parameters);
  }

  private async send<T>(method: string, path: string, parameters?: Parameters, body?: unknown): Promise<T> {
    const request: RequestInit = { method, headers: { Accept: 'application/json' } };
    if (method !== 'GET') {
      request.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
      request.body = JSON.stringify(body ?? {});
    }
    let response: Response;
    try {
      response = await this.doFetch(this.url(path, parameters), request);
    } catch {
      throw new Problem(0, 'unreachable', '');
    }
    if (!response.ok) throw await problemOf(response);
    const text = await response.text();
    return (text ? JSON.parse(text) : null) as T;
  }

  status = () => this.send<Status>('GET', 'status');
  watches = async () => (await this.send<{ watches: Watch[] }>('GET', 'watches', { limit: 500 })).watches;
  watch = (id: string) => this.send<Watch>('GET', `watches/${encodeURIComponent(id)}`);
  makeWatch = (draft: WatchDraft) => this.send<Watch>('POST', 'watches', {}, draft);
  changeWatch = (id: string, draft: WatchDraft) =>
    this.send<Watch>('PUT', `watches/${encodeURIComponent(id)}`, {}, draft);
  dropWatch = (id: string) => this.send<null>('DELETE', `watches/${encodeURIComponent(id)}`);

  series = (id: string, span: Span, step: number) =>
    this.send<Series>('GET', `watches/${encodeURIComponent(id)}/series`, { ...span, step });
  watchTops = (id: string, span: Span, limit: number) =>
    this.send<Tops>('GET', `watches/${encodeURIComponent(id)}/tops`, { ...span, limit });

  search = (q: string, limit: number, cursor?: string | null, span?: Partial<Span>) =>
    this.send<Page>('GET', 'search', { q, limit, cursor, ...span });
  count = (q: string, span: Span, step: number) => this.send<Series>('GET', 'count', { q, ...span, step });
  tops = (q: string, span: Span, limit: number) => this.send<Tops>('GET', 'tops', { q, ...span, limit });
  explain = (q: string, use?: 'watch') => this.send<Explanation>('GET', 'explain', { q, use });

  post = (source: string, id: string) =>
    this.send<Post>('GET', `posts/${encodeURIComponent(source)}/${encodeURIComponent(id)}`);

  sources = async () => (await this.send<{ sources: Source[] }>('GET', 'sources')).sources;
  startSource = (kind: string) => this.send<Source | null>('POST', 'sources', {}, { kind });
  stopSource = (name: string) => this.send<null>('DELETE', `sources/${encodeURIComponent(name)}`);

  drill = () => this.send<Drill | { state: 'none' }>('GET', 'drill');
  startDrill = (order: { name: string; speed: number; seed: number; lang: string }) =>
    this.send<{ url: string }>('POST', 'drill', {}, order);
  changeDrill = (change: { speed: number } | { paused: boolean }) => this.send<Drill | null>('PATCH', 'drill', {}, change);
  stopDrill = () => this.send<null>('DELETE', 'drill');
}
