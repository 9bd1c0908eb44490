// For tests in Node: a window with an address, a history that goes back, events, and streams that the
// test opens, breaks and speaks through. Modules are to be imported after openWindow().
import { vi } from 'vitest';

interface Entry {
  state: unknown;
  url: URL;
}

class HistoryTwin {
  scrollRestoration = 'auto';
  private entries: Entry[];
  private index = 0;

  constructor(
    first: URL,
    private readonly told: EventTarget,
  ) {
    this.entries = [{ state: null, url: first }];
  }

  get here(): Entry {
    return this.entries[this.index] as Entry;
  }

  get state(): unknown {
    return this.here.state;
  }

  pushState(state: unknown, _title: string, url: string): void {
    this.entries = [...this.entries.slice(0, this.index + 1), { state, url: new URL(url, this.here.url) }];
    this.index++;
  }

  replaceState(state: unknown, _title: string, url = this.here.url.href): void {
    this.entries[this.index] = { state, url: new URL(url, this.here.url) };
  }

  back(): void {
    this.index--;
    this.told.dispatchEvent(new Event('popstate'));
  }
}

/** An EventSource whose other end is the test. */
export class StreamTwin extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: StreamTwin[] = [];
  readyState = StreamTwin.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    StreamTwin.all.push(this);
  }

  static get last(): StreamTwin {
    return StreamTwin.all.at(-1) as StreamTwin;
  }

  open(): void {
    this.readyState = StreamTwin.OPEN;
    this.onopen?.();
  }

  /** The connection is lost: the browser tries again by itself. */
  drop(): void {
    this.readyState = StreamTwin.CONNECTING;
    this.onerror?.();
  }

  /** The server answered with an error: the browser gives up. */
  refuse(): void {
    this.readyState = StreamTwin.CLOSED;
    this.onerror?.();
  }

  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  close(): void {
    this.readyState = StreamTwin.CLOSED;
  }
}

export interface WindowTwin {
  events: EventTarget;
  history: HistoryTwin;
  scrolls: number[];
}

export function openWindow(path = '/'): WindowTwin {
  vi.resetModules();
  StreamTwin.all = [];
  const events = new EventTarget();
  const history = new HistoryTwin(new URL(path, 'http://house.test'), events);
  const scrolls: number[] = [];
  const location = {
    get pathname() { return history.here.url.pathname; },
    get search() { return history.here.url.search; },
    get origin() { return history.here.url.origin; },
  };
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', history);
  vi.stubGlobal('scrollY', 0);
  vi.stubGlobal('innerHeight', 800);
  vi.stubGlobal('scrollTo', (_x: number, y: number) => scrolls.push(y));
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => setTimeout(work, 16));
  vi.stubGlobal('document', { documentElement: { scrollHeight: 5000, lang: 'en' } });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('EventSource', StreamTwin);
  return { events, history, scrolls };
}
