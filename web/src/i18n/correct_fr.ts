// Français : ce que l’on rectifie.
import type { correct_en } from './correct_en';
import type { Words } from './en';

export const correct_fr: Words<typeof correct_en> = {
  'correct.open': 'Corriger',
  'correct.meaning': 'Dire quelle humeur ou quelle langue est la bonne',
  'correct.mood': 'Humeur',
  'correct.language': 'Langue',
  'correct.setLanguage': 'Fixer la langue',
  'correct.now': 'Corrigé : {mood}',
  'correct.by': 'corrigé par {name}',
  'correct.corrected': 'corrigé',
  'correct.undo': 'Annuler',
  'correct.count': { one: '{n} corrigé', other: '{n} corrigés' },
  'correct.countMeaning': 'Messages dont quelqu’un d’ici a rectifié l’humeur ou la langue',
  'correct.edited': 'Son auteur a modifié ce message entre-temps : rouvrez-le.',
  'correct.gone': 'Ce message n’est plus là.',
  'correct.failed': 'Pas corrigé. Réessayez.',
  'help.correctMood': 'dire que le message actif est négatif, neutre ou positif',
  'help.correct': 'corriger le message actif, sa langue aussi',
  'help.undoCorrection': 'annuler la correction du message actif',
};
