// Addresses of the app's pages, as values. Pure: the history lives in router.svelte.ts.

export type Route =
  | { page: 'lookout' }
  | { page: 'watch'; id: string }
  | { page: 'new'; query: string; name: string }
  | { page: 'edit'; id: string }
  | { page: 'search'; query: string }
  | { page: 'sources' }
  | { page: 'welcome' }
  | { page: 'missing' };

const SEALED = '/rehearsal/';

/** The house that an address belongs to: `/` or `/rehearsal/`. */
export function baseOf(pathname: string): string {
  return pathname === '/rehearsal' || pathname.startsWith(SEALED) ? SEALED : '/';
}

export function parseRoute(pathname: string, search: string): Route {
  const base = baseOf(pathname);
  const parts = pathname.slice(base.length).split('/').filter(Boolean).map(decode);
  const parameters = new URLSearchParams(search);
  const [head, id, tail] = parts;
  if (parts.length === 0) return { page: 'lookout' };
  if (head === 'watch' && id && parts.length === 2) return { page: 'watch', id };
  if (head === 'watch' && id && tail === 'edit' && parts.length === 3) return { page: 'edit', id };
  if (parts.length > 1) return { page: 'missing' };
  if (head === 'new') return { page: 'new', query: parameters.get('q') ?? '', name: parameters.get('name') ?? '' };
  if (head === 'search') return { page: 'search', query: parameters.get('q') ?? '' };
  if (head === 'sources') return { page: 'sources' };
  if (head === 'welcome') return { page: 'welcome' };
  return { page: 'missing' };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'lookout':
      return '';
    case 'watch':
      return `watch/${encodeURIComponent(route.id)}`;
    case 'edit':
      return `watch/${encodeURIComponent(route.id)}/edit`;
    case 'new':
      return 'new' + searchOf({ q: route.query, name: route.name });
    case 'search':
      return 'search' + searchOf({ q: route.query });
    default:
      return route.page;
  }
}

function searchOf(members: Record<string, string>): string {
  const present = Object.entries(members).filter(([, value]) => value !== '');
  return present.length ? `?${new URLSearchParams(present)}` : '';
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
