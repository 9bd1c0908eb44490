// Français : tournure, présence, défense ; les avis ; le bilan d’une répétition.
import type { Words } from './en';
import type { learning_en } from './learning_en';

export const learning_fr: Words<typeof learning_en> = {
  'nav.learning': 'Apprendre',
  'notice.turn': 'La tournure sort de sa bande habituelle.',
  'notice.see': 'Voir ce qui se dit',
  'notice.aside': 'Vu',
};
