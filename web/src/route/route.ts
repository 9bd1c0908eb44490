// Addresses of the app's pages, as values. Pure: the history lives in router.svelte.ts.
import { TABS, type Tab } from '../api/desk';
import { INTENTS, type IntentWish } from '../api/intents';
import { FIGURES, type About, type Figure } from '../api/measure';
import { TERM_KINDS, type TrendWish } from '../api/trends';
import { MOODS, type Mood, type Span } from '../api/types';
import { SPAN_NAMES, spanIn, textOfWish, wishIn, type SpanName, type SpanWish } from '../format/span';

/** Which figures of a query are on show: a span of time, in it the bar that was opened, and as known at which time. */
export interface View {
  span?: SpanWish;
  bar?: Span;
  known?: Date;
}

export type Route =
  | { page: 'lookout' }
  | { page: 'watch'; id: string; view?: View }
  | { page: 'image'; id: string; span?: SpanName; beside?: string[] }
  | { page: 'attributes' }
  | { page: 'categories' }
  | { page: 'judged'; id: string; attribute: string; mood?: Mood; span: Span; over?: SpanName; beside?: string[] }
  | { page: 'new'; query?: string; name?: string }
  | { page: 'edit'; id: string }
  | { page: 'wishes'; id: string; category?: string }
  | { page: 'wished'; id: string; wish: IntentWish }
  | { page: 'search'; query: string; view?: View }
  | { page: 'trends'; wish?: TrendWish }
  | { page: 'sources' }
  | { page: 'welcome' }
  | { page: 'signin' }
  | { page: 'join'; token: string }
  | { page: 'people' }
  | { page: 'account' }
  | { page: 'desk'; tab?: Tab }
  | { page: 'conversation'; id: string }
  | { page: 'our-place' }
  | { page: 'open-page' }
  | { page: 'place-page'; slug: string }
  | { page: 'learning'; about?: About; span?: SpanName }
  | { page: 'learned'; about: About; figure: Figure; span: Span | null }
  | { page: 'alerts' }
  | { page: 'alert'; id: string }
  | { page: 'story'; id: string }
  | { page: 'alert-rules' }
  | { page: 'alert-rule'; id?: string }
  | { page: 'scorecard' }
  | { page: 'labelling' }
  | { page: 'missing' };

const SEALED = '/rehearsal/';
// `/place/` itself is what the public sees: its desk inside stands beside it.
const PLACE = 'our-place';
const NEW_PAGE = '+';
const WISHES = 'wishes';
const RULES = 'rules';
const IMAGE = 'image';
const STORY = 'story';
const INVITATION = 'invitation';
const ALONE = ['attributes', 'categories', 'sources', 'welcome', 'signin', 'people', 'account', 'scorecard', 'labelling'] as const;

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
  if (head === 'watch' && id && tail === IMAGE && parts.length <= 4) return imageIn(id, parts[3], parameters);
  if (head === 'watch' && id && tail === WISHES && parts.length <= 4) return wishesIn(id, parts[3], parameters);
  if (head === INVITATION && id && parts.length === 2) return { page: 'join', token: id };
  if (head === 'desk' && parts.length <= 2) return id ? { page: 'conversation', id } : { page: 'desk', ...given('tab', oneOf(TABS, parameters.get('tab'))) };
  if (head === PLACE && parts.length <= 2) return placeIn(id);
  if (head === 'alerts' && parts.length <= 3) return alertIn(id, tail);
  if (head === 'learning' && parts.length <= 2) return learningIn(id, parameters);
  if (parts.length > 1) return { page: 'missing' };
  if (head === 'new') return { page: 'new', ...given('query', parameters.get('q')), ...given('name', parameters.get('name')) };
  if (head === 'search') return { page: 'search', query: parameters.get('q') ?? '', ...viewIn(parameters) };
  if (head === 'trends') return { page: 'trends', ...given('wish', wishOfTrends(parameters)) };
  const alone = oneOf(ALONE, head ?? null);
  return alone ? { page: alone } : { page: 'missing' };
}

/** `watch/7/image`, or `watch/7/image/price`: the posts behind one figure, and of which image it was. */
function imageIn(id: string, attribute: string | undefined, parameters: URLSearchParams): Route {
  const others = parameters.get('beside')?.split(',').filter(Boolean);
  const beside = given('beside', others?.length ? others : undefined);
  if (!attribute) return { page: 'image', id, ...given('span', oneOf(SPAN_NAMES, parameters.get('span'))), ...beside };
  const over = given('over', oneOf(SPAN_NAMES, parameters.get('over')));
  const span = spanIn(parameters.get('span'));
  return span ? { page: 'judged', id, attribute, ...given('mood', oneOf(MOODS, parameters.get('mood'))), span, ...over, ...beside } : { page: 'missing' };
}

function placeIn(slug: string | undefined): Route {
  if (!slug) return { page: 'our-place' };
  return slug === NEW_PAGE ? { page: 'open-page' } : { page: 'place-page', slug };
}

/** `alerts`, `alerts/7`, `alerts/7/story`, `alerts/rules`, `alerts/rules/+`, `alerts/rules/3`. */
function alertIn(id: string | undefined, rule: string | undefined): Route {
  if (!id) return { page: 'alerts' };
  if (id !== RULES && rule === STORY) return { page: 'story', id };
  if (id !== RULES) return rule ? { page: 'missing' } : { page: 'alert', id };
  if (!rule) return { page: 'alert-rules' };
  return { page: 'alert-rule', ...(rule === NEW_PAGE ? {} : { id: rule }) };
}

/** `watch/3/wishes`, or `watch/3/wishes/leaves`: the posts that show it. */
function wishesIn(id: string, name: string | undefined, parameters: URLSearchParams): Route {
  const category = given('category', parameters.get('category') || undefined);
  if (!name) return { page: 'wishes', id, ...category };
  const intent = oneOf(INTENTS, name);
  if (!intent) return { page: 'missing' };
  const [span, from, to] = [spanIn(parameters.get('span')), parameters.get('from'), parameters.get('to')];
  return { page: 'wished', id, wish: { intent, ...given('span', span), ...given('from', from), ...given('to', to), ...category } };
}

/** `learning`, or `learning/critical`: the posts behind one figure. */
function learningIn(name: string | undefined, parameters: URLSearchParams): Route {
  const about = aboutIn(parameters);
  if (!name) return { page: 'learning', ...given('about', about), ...given('span', oneOf(SPAN_NAMES, parameters.get('span'))) };
  const figure = oneOf(FIGURES, name);
  if (!figure || !about) return { page: 'missing' };
  return { page: 'learned', about, figure, span: spanIn(parameters.get('span')) ?? null };
}

function wishOfTrends(parameters: URLSearchParams): TrendWish | undefined {
  const wish: TrendWish = {
    ...given('watch', parameters.get('watch')),
    ...given('lang', parameters.get('lang')),
    ...given('kind', oneOf(TERM_KINDS, parameters.get('kind'))),
  };
  return Object.keys(wish).length > 0 ? wish : undefined;
}

function aboutIn(parameters: URLSearchParams): About | undefined {
  const [watch, q] = ['watch', 'q'].map((name) => parameters.get(name));
  return watch ? { watch } : q ? { q } : undefined;
}

function oneOf<T extends string>(names: readonly T[], name: string | null): T | undefined {
  return names.find((one) => one === name);
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'lookout':
      return '';
    case 'watch':
      return `watch/${encodeURIComponent(route.id)}` + searchOf(view(route.view));
    case 'edit':
      return `watch/${encodeURIComponent(route.id)}/edit`;
    case 'image':
      return `watch/${encodeURIComponent(route.id)}/${IMAGE}` + searchOf({ span: route.span, beside: route.beside?.join(',') });
    case 'judged':
      return `watch/${encodeURIComponent(route.id)}/${IMAGE}/${encodeURIComponent(route.attribute)}` + searchOf({ mood: route.mood, span: textOfWish(route.span), over: route.over, beside: route.beside?.join(',') });
    case 'wishes':
      return `watch/${encodeURIComponent(route.id)}/${WISHES}` + searchOf({ category: route.category });
    case 'wished': {
      const { intent, span, from, to, category } = route.wish;
      return `watch/${encodeURIComponent(route.id)}/${WISHES}/${intent}` + searchOf({ span: span && textOfWish(span), from, to, category });
    }
    case 'new':
      return 'new' + searchOf({ q: route.query, name: route.name });
    case 'search':
      return 'search' + searchOf({ q: route.query, ...view(route.view) });
    case 'trends':
      return 'trends' + searchOf({ ...route.wish });
    case 'join':
      return `${INVITATION}/${encodeURIComponent(route.token)}`;
    case 'desk':
      return 'desk' + searchOf({ tab: route.tab });
    case 'conversation':
      return `desk/${encodeURIComponent(route.id)}`;
    case 'open-page':
      return `${PLACE}/${NEW_PAGE}`;
    case 'place-page':
      return `${PLACE}/${encodeURIComponent(route.slug)}`;
    case 'learning':
      return 'learning' + searchOf({ ...route.about, span: route.span });
    case 'learned':
      return `learning/${route.figure}` + searchOf({ ...route.about, span: route.span ? textOfWish(route.span) : undefined });
    case 'alert':
      return `alerts/${encodeURIComponent(route.id)}`;
    case 'story':
      return `alerts/${encodeURIComponent(route.id)}/${STORY}`;
    case 'alert-rules':
      return `alerts/${RULES}`;
    case 'alert-rule':
      return `alerts/${RULES}/${route.id ? encodeURIComponent(route.id) : NEW_PAGE}`;
    default:
      return route.page;
  }
}

function viewIn(parameters: URLSearchParams): { view?: View } {
  const wish = { ...given('span', wishIn(parameters.get('span'))), ...given('bar', spanIn(parameters.get('bar'))), ...given('known', timeIn(parameters.get('known'))) };
  return Object.keys(wish).length > 0 ? { view: wish } : {};
}

function view({ span, bar, known }: View = {}): Record<string, string | undefined> {
  return { span: span && textOfWish(span), bar: bar && textOfWish(bar), known: known?.toISOString() };
}

function timeIn(text: string | null): Date | undefined {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
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
