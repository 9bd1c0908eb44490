// The places that navigation leads to, the same in the rail and in the tab bar; each person sees those
// that their role opens.
import type { Role } from '../api/people';
import type { Key } from '../i18n/en';
import type { Route } from '../route/route';
import type { IconName } from '../ui/Icon.svelte';

export interface Place {
  route: Route;
  name: Key;
  icon: IconName;
  /** Pages under it, which it stands for in the navigation. */
  with?: readonly Route['page'][];
}

const LOOKOUT: Place = { route: { page: 'lookout' }, name: 'nav.lookout', icon: 'lookout' };
const ALERTS: Place = { route: { page: 'alerts' }, name: 'nav.alerts', icon: 'alert', with: ['alert', 'story', 'alert-rules', 'alert-rule'] };
export const DESK: Place = { route: { page: 'desk' }, name: 'nav.desk', icon: 'desk', with: ['conversation'] };
const SEARCH: Place = { route: { page: 'search', query: '' }, name: 'nav.search', icon: 'search' };
const LEARNING: Place = { route: { page: 'learning' }, name: 'nav.learning', icon: 'learning', with: ['learned', 'scorecard', 'labelling'] };
const TRENDS: Place = { route: { page: 'trends' }, name: 'nav.trends', icon: 'trends' };
const OURS: Place = { route: { page: 'our-place' }, name: 'nav.place', icon: 'place', with: ['open-page', 'place-page'] };
const SOURCES: Place = { route: { page: 'sources' }, name: 'nav.sources', icon: 'sources' };
const PEOPLE: Place = { route: { page: 'people' }, name: 'nav.people', icon: 'people' };

export const NEW_WATCH: Place = { route: { page: 'new' }, name: 'nav.new', icon: 'plus' };

/** Under the thumb on a phone; what follows stands behind "More". */
export const UNDER_THUMB = 4;

/** In a rehearsal nobody is invited and no account is made: the people are those of the real house. */
export function placesFor(role: Role | null, rehearsal: boolean): Place[] {
  if (role === 'expert') return [DESK];
  const all = [LOOKOUT, ALERTS, DESK, SEARCH, LEARNING, TRENDS, OURS, SOURCES];
  return role === 'manager' && !rehearsal ? [...all, PEOPLE] : all;
}

export function isAt(place: Place, page: Route['page']): boolean {
  return place.route.page === page || (place.with?.includes(page) ?? false);
}
