// Addresses of the app's pages, as values. Pure: the history lives in router.svelte.ts.
import type { Span } from '../api/types';
import { spanIn, textOfWish, wishIn, type SpanWish } from '../format/span';

/** Which figures of a query are on show: a span of time, and in it the bar that was opened. */
export interface View {
  span?: SpanWish;
  bar?: Span;
}

export type Route =
  | { page: 'lookout' }
  | { page: 'watch'; id: string; view?: View }
  | { page: 'new'; query?: string; name?: string }
  | { page: 'edit'; id: string }
  | { page: 'search'; query: string; view?: View }
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
  if (head === 'watch' && id && parts.length === 2) return { page: 'watch', id, ...viewIn(parameters) };
  if (head === 'watch' && id && tail === 'edit' && parts.length === 3) return { page: 'edit', id };
  if (parts.length > 1) return { page: 'missing' };
  if (head === 'new') return { page: 'new', ...given('query', parameters.get('q')), ...given('name', parameters.get('name')) };
  if (head === 'search') return { page: 'search', query: parameters.get('q') ?? '', ...viewIn(parameters) };
  if (head === 'sources') return { page: 'sources' };
  if (head === 'welcome') return { page: 'welcome' };
  return { page: 'missing' };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'lookout':
      return '';
    case 'watch':
      return `watch/${encodeURIComponent(route.id)}` + searchOf(view(route.view));
    case 'edit':
      return `watch/${encodeURIComponent(route.id)}/edit`;
    case 'new':
      return 'new' + searchOf({ q: route.query, name: route.name });
    case 'search':
      return 'search' + searchOf({ q: route.query, ...view(route.view) });
    default:
      return route.page;
  }
}

function viewIn(parameters: URLSearchParams): { view?: View } {
  const wish = { ...given('span', wishIn(parameters.get('span'))), ...given('bar', spanIn(parameters.get('bar'))) };
  return Object.keys(wish).length > 0 ? { view: wish } : {};
}

function view({ span, bar }: View = {}): Record<string, string | undefined> {
  return { span: span && textOfWish(span), bar: bar && textOfWish(bar) };
}

function given<K extends string, T>(name: K, value: T | null | undefined): { [key in K]?: T } {
  return value === null || value === undefined || value === '' ? {} : ({ [name]: value } as { [key in K]?: T });
}

function searchOf(members: Record<string, string | undefined>): string {
  const present = Object.entries(members).filter((member): member is [string, string] => Boolean(member[1]));
  return present.length ? `?${new URLSearchParams(present)}` : '';
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
