// The one door to the server. Every answer is either the value or a thrown Problem.
import { Problem, problemIn } from './problem';
import type {
  Drill, DrillOrder, Explained, NoDrill, Page, Post, Series, Source, SourceCoverage, SourceDraft, Span, Status, Tops, Watch, WatchDraft, WatchList,
} from './types';

const WAIT_MS_MAX = 30_000;
const WATCHES_A_PAGE = 1000;
const UNSIGNED = 401;

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

export class Client {
  /** Called when the server no longer knows who asks: their session is over. */
  static unsigned: () => void = () => undefined;

  /** `base` ends with a slash: `/` for the real house, `/rehearsal/` for the sealed one. */
  constructor(
    readonly base: string,
    private readonly doFetch: typeof fetch = (...a) => fetch(...a),
    private readonly waitMsMax = WAIT_MS_MAX,
  ) {}

  url(path: string, parameters?: Parameters): string {
    return withParameters(`${this.base}api/v1/${path}`, parameters);
  }

  /** For the doors of one noun each: DeskDoor, PlaceDoor and the like. */
  async send<T>(method: string, path: string, parameters?: Parameters, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const request: RequestInit = { method, headers: { Accept: 'application/json', ...headers }, signal: AbortSignal.timeout(this.waitMsMax) };
    if (method !== 'GET') {
      request.headers = { ...request.headers, 'Content-Type': 'application/json' };
      request.body = JSON.stringify(body ?? {});
    }
    const [response, text] = await this.exchange(this.url(path, parameters), request);
    if (response.ok) return (text ? JSON.parse(text) : null) as T;
    if (response.status === UNSIGNED && path !== 'session') Client.unsigned();
    throw problemIn(response.status, response.statusText, text, response.headers.get('Retry-After'));
  }

  /** An answer that stops half-way is none. */
  private async exchange(url: string, request: RequestInit): Promise<[Response, string]> {
    try {
      const response = await this.doFetch(url, request);
      return [response, await response.text()];
    } catch {
      throw new Problem(0, 'unreachable', '');
    }
  }

  status = () => this.send<Status>('GET', 'status');

  async watches(): Promise<Watch[]> {
    const all: Watch[] = [];
    let cursor: string | null = null;
    do {
      const list: WatchList = await this.send<WatchList>('GET', 'watches', { limit: WATCHES_A_PAGE, cursor });
      all.push(...list.watches);
      cursor = list.next_cursor;
    } while (cursor);
    return all;
  }

  watch = (id: string) => this.send<Watch>('GET', `watches/${encodeURIComponent(id)}`);
  makeWatch = (draft: WatchDraft) => this.send<Watch>('POST', 'watches', {}, draft);
  changeWatch = (id: string, draft: WatchDraft) =>
    this.send<Watch>('PUT', `watches/${encodeURIComponent(id)}`, {}, draft);
  dropWatch = (id: string) => this.send<null>('DELETE', `watches/${encodeURIComponent(id)}`);

  // `texts`: parameters that ask for different texts too. `known_at`: only what had reached us by then; null is all there is.
  watchSeries = (id: string, span: Span, step: number, texts: Parameters = {}, known_at: Date | null = null) =>
    this.send<Series>('GET', `watches/${encodeURIComponent(id)}/series`, { ...span, step, ...texts, known_at });
  watchTops = (id: string, span: Partial<Span>, limit: number, known_at: Date | null = null) =>
    this.send<Tops>('GET', `watches/${encodeURIComponent(id)}/tops`, { ...span, limit, known_at });
  watchPosts = (id: string, limit: number, cursor: string | null, span: Partial<Span>, known_at: Date | null = null, hidden?: 'show') =>
    this.send<Page>('GET', `watches/${encodeURIComponent(id)}/posts`, { limit, cursor, ...span, known_at, hidden });

  post = ({ source, id }: { source: string; id: string }) =>
    this.send<Post>('GET', `posts/${encodeURIComponent(source)}/${encodeURIComponent(id)}`);
  search = (q: string, limit: number, cursor: string | null = null, span: Partial<Span> = {}, known_at: Date | null = null) =>
    this.send<Page>('GET', 'search', { q, limit, cursor, ...span, known_at });
  count = (q: string, span: Span, step: number, texts: Parameters = {}, known_at: Date | null = null) =>
    this.send<Series>('GET', 'count', { q, ...span, step, ...texts, known_at });
  tops = (q: string, span: Partial<Span>, limit: number, known_at: Date | null = null) => this.send<Tops>('GET', 'tops', { q, ...span, limit, known_at });
  explain = (q: string, use?: 'watch') => this.send<Explained>('GET', 'explain', { q, use });

  sources = async () => (await this.send<{ sources: Source[] }>('GET', 'sources')).sources;
  startSource = (kind: string) => this.send<unknown>('POST', 'sources', {}, { kind });
  addSource = (draft: SourceDraft) => this.send<Source>('POST', 'sources', {}, draft);
  trySource = async (draft: SourceDraft) => (await this.send<{ posts: Post[] }>('POST', 'sources/try', {}, draft)).posts;
  pauseSource = (name: string) => this.send<null>('POST', `sources/${encodeURIComponent(name)}/pause`);
  resumeSource = (name: string) => this.send<null>('POST', `sources/${encodeURIComponent(name)}/resume`);
  sourceCoverage = (name: string, span: Span, step: number) =>
    this.send<SourceCoverage>('GET', `sources/${encodeURIComponent(name)}/coverage`, { from: span.from, to: span.to, step });
  stopSource = (name: string) => this.send<null>('DELETE', `sources/${encodeURIComponent(name)}`);

  drill = () => this.send<Drill | NoDrill>('GET', 'drill');
  startDrill = (order: DrillOrder) => this.send<{ url: string }>('POST', 'drill', {}, order);
  changeDrill = (change: { speed: number } | { paused: boolean }) => this.send<Drill>('PATCH', 'drill', {}, change);
  stopDrill = () => this.send<Drill>('DELETE', 'drill');
}
