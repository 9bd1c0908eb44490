// The places that navigation leads to, the same in the rail and in the tab bar.
import type { Key } from '../i18n/en';
import type { Route } from '../route/route';
import type { IconName } from '../ui/Icon.svelte';

export interface Place {
  route: Route;
  name: Key;
  icon: IconName;
}

export const PLACES: readonly Place[] = [
  { route: { page: 'lookout' }, name: 'nav.lookout', icon: 'lookout' },
  { route: { page: 'search', query: '' }, name: 'nav.search', icon: 'search' },
  { route: { page: 'sources' }, name: 'nav.sources', icon: 'sources' },
];

export const NEW_WATCH: Place = { route: { page: 'new' }, name: 'nav.new', icon: 'plus' };
