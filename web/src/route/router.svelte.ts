// The page on show and the browser's history. Owned by the one window; `base` never changes in a
// page's life: going to or from the rehearsal is a real navigation, so that no state crosses over.
import { baseOf, parseRoute, pathOf, type Route } from './route';

class Router {
  readonly base = baseOf(location.pathname);
  route = $state<Route>(parseRoute(location.pathname, location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('click', (event) => this.follow(event));
  }

  get rehearsal(): boolean {
    return this.base !== '/';
  }

  href(route: Route): string {
    return this.base + pathOf(route);
  }

  go(route: Route): void {
    history.pushState(null, '', this.href(route));
    this.read();
    scrollTo(0, 0);
  }

  /** Rewrites the address of the page on show, without a step in the history. */
  replace(route: Route): void {
    history.replaceState(null, '', this.href(route));
    this.read();
  }

  private read(): void {
    this.route = parseRoute(location.pathname, location.search);
  }

  /** Plain clicks on links of this house change the page without loading it anew. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    if (baseOf(link.pathname) !== this.base || link.pathname.startsWith(`${this.base}api/`)) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    this.read();
    scrollTo(0, 0);
  }
}

export const router = new Router();
