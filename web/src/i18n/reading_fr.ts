// Français : étiqueter, et ce que valent les lectures.
import type { Words } from './en';
import type { reading_en } from './reading_en';

export const reading_fr: Words<typeof reading_en> = {
  'reading.title': 'Étiqueter',
  'reading.lead': 'Nos lectures sont-elles justes ici ? Vous voyez un message tiré au hasard, pas ce que nous y avons lu ; ce que vous dites y est confronté.',
  'reading.open': 'Lisons-nous juste ? Étiqueter',
  'reading.mood': 'De quelle humeur est-il ?',
  'reading.negative': 'Négatif',
  'reading.neutral': 'Neutre',
  'reading.positive': 'Positif',
  'reading.skip': 'Un autre',
  'reading.lang': 'Sa langue',
  'reading.langNotSaid': 'non jugée',
  'reading.none': 'Rien à étiqueter',
  'reading.noneText': 'Tous les messages gardés vous ont été proposés, ou il n’y en a pas encore.',
  'reading.right': 'Juste jusqu’ici',
  'reading.of': '{part} sur {whole} lus comme on l’a dit ({low} – {high})',
  'reading.noLabels': 'Pas encore d’étiquette.',
  'reading.few': 'Trop peu pour le dire : trente au moins.',
  'reading.byLang': 'Par langue',
  'reading.said': 'Il a été dit',
  'reading.read': 'Nous avons lu',
  'reading.table': 'Ce qui a été dit, face à ce qui a été lu',
  'help.label': 'étiqueter le message : négatif, neutre, positif ; un autre',
  'reading.langRight': 'Langue juste',
};
