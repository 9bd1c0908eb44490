// The page on show and the browser's history. Owned by the one window; `base` never changes in a
// page's life: going to or from the rehearsal is a real navigation, so that no state crosses over.
import { baseOf, parseRoute, pathOf, type Route } from './route';

/** What an entry of the history remembers of its page, so that Back and a reload find it as it was. */
export interface Memory {
  scroll?: number;
  posts?: number;
  /** What was asked for by a key as the page was opened; done once. */
  act?: string;
}

const SCROLL_REST_MS = 150;
const RESTORE_MS_MAX = 3000;
// Addresses of this server that are no pages of the app: the API, and what the public sees of our place.
const OUTSIDE = ['api/', 'place/'];

class Router {
  readonly base = baseOf(location.pathname);
  route = $state<Route>(parseRoute(location.pathname, location.search));
  /** Grows with each step through the history: a page is made anew for each. */
  visit = $state(0);
  /** What was remembered of the page on show when it was come to. */
  memory: Memory = remembered();
  private address = addressHere();
  private unfocused = false;
  private scrollTimer = 0;

  constructor() {
    history.scrollRestoration = 'manual';
    this.restoreScroll();
    addEventListener('popstate', () => {
      if (this.address !== addressHere()) this.arrive();  // A mere `#content` is no other page.
    });
    addEventListener('click', (event) => this.follow(event));
    addEventListener('scroll', () => this.keepScroll(), { passive: true });
  }

  get rehearsal(): boolean {
    return this.base !== '/';
  }

  href(route: Route): string {
    return this.base + pathOf(route);
  }

  /** With what the page that is come to should remember from the first. */
  go(route: Route, memory: Memory = {}): void {
    this.push(this.href(route), memory);
  }

  /** Rewrites the address of the page on show, without a step in the history and without a new page. */
  replace(route: Route): void {
    history.replaceState(history.state, '', this.href(route));
    this.read();
  }

  keep(memory: Memory): void {
    history.replaceState({ ...remembered(), ...memory }, '');
  }

  /** Whether the heading of a page that was just come to should take the keyboard: once a visit. */
  takesFocus(): boolean {
    const takes = this.unfocused;
    this.unfocused = false;
    return takes;
  }

  private push(address: string, memory: Memory = {}): void {
    clearTimeout(this.scrollTimer);
    this.keep({ scroll: scrollY });
    history.pushState(memory, '', address);
    this.arrive();
  }

  private arrive(): void {
    clearTimeout(this.scrollTimer);
    this.memory = remembered();
    this.read();
    this.visit++;
    this.unfocused = true;
    scrollTo(0, 0);
    this.restoreScroll();
  }

  private read(): void {
    this.address = addressHere();
    this.route = parseRoute(location.pathname, location.search);
  }

  private keepScroll(): void {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = window.setTimeout(() => this.keep({ scroll: scrollY }), SCROLL_REST_MS);
  }

  /** Once the page has grown long enough, unless the person has begun to scroll. */
  private restoreScroll(): void {
    const wanted = this.memory.scroll ?? 0;
    if (wanted === 0) return;
    const { visit } = this;
    const end = performance.now() + RESTORE_MS_MAX;
    const stop = new AbortController();
    for (const begun of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(begun, () => stop.abort(), { once: true, signal: stop.signal });
    const attempt = () => {
      if (stop.signal.aborted || this.visit !== visit) return;
      const tall = document.documentElement.scrollHeight - innerHeight >= wanted;
      if (tall || performance.now() > end) {
        scrollTo(0, wanted);
        stop.abort();
      } else requestAnimationFrame(attempt);
    };
    requestAnimationFrame(attempt);
  }

  /** Plain clicks on links of this house change the page without loading it anew. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    if (baseOf(link.pathname) !== this.base || OUTSIDE.some((path) => link.pathname.startsWith(this.base + path))) return;
    event.preventDefault();
    this.push(link.href);
  }
}

const addressHere = () => location.pathname + location.search;

function remembered(): Memory {
  return (history.state as Memory | null) ?? {};
}

export const router = new Router();
