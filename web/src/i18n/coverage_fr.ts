// Français : ce qui a été entendu, et quand on l’a su.
import type { coverage_en } from './coverage_en';
import type { Words } from './en';

export const coverage_fr: Words<typeof coverage_en> = {
  'coverage.share': 'couverture {share}',
  'coverage.meaning': 'Dans les périodes hachurées, tout n’a pas été entendu : peu de messages n’y veut pas dire qu’on a peu parlé.',
  'coverage.gaps': { one: '{n} trou', other: '{n} trous' },
  'coverage.column': 'Couverture',
  'coverage.week': 'Les 7 derniers jours',
  'coverage.whole': 'Tout ce qui devait être entendu l’a été.',
  'coverage.none': 'Rien ne devait être entendu de cette source.',

  'known.open': 'Vu à une date…',
  'known.label': 'Tel qu’on le savait le',
  'known.go': 'Afficher',
  'known.told': 'Tel qu’on le savait le {time} : ce qui nous est parvenu plus tard est laissé de côté, et ce qui a été supprimé depuis n’y est plus. N’est hachuré que ce qui manque encore aujourd’hui.',
  'known.now': 'Afficher tout ce que l’on sait aujourd’hui',
};
