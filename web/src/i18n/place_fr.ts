// Français : notre espace.
import type { Words } from './en';
import type { place_en } from './place_en';

export const place_fr: Words<typeof place_en> = {
  'nav.place': 'Notre espace',
};
