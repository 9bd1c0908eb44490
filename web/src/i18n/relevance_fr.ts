// Français : ce qui parle de nous, et ce qui n’en parle pas.
import type { Words } from './en';
import type { relevance_en } from './relevance_en';

export const relevance_fr: Words<typeof relevance_en> = {
  'relevance.about': 'Parle de nous',
  'relevance.other': 'N’en parle pas',
  'relevance.aboutTitle': 'Ce message parle de nous (y)',
  'relevance.otherTitle': 'Ce message ne fait que contenir notre nom (x)',
  'relevance.line': 'Parle de nous, ou non',
  'relevance.teach': 'Les noms sont aussi des mots. Marquez les messages qui parlent de vous (y) ou non (x) : après {needed} réponses des deux sortes, cette liste masque les autres.',
  'relevance.waiting': '{about} parlent de nous, {other} non : cette liste ne masque rien avant {needed} réponses, dont {each} de chaque sorte.',
  'relevance.hidden': { one: '{n} message masqué, qui ne parle pas de nous.', other: '{n} messages masqués, qui ne parlent pas de nous.' },
  'relevance.noneHidden': 'Rien n’est masqué ici.',
  'relevance.show': 'Les montrer',
  'relevance.hide': 'Les masquer',
  'relevance.counted': 'Les chiffres comptent tous les messages.',
  'relevance.how': 'Comment la liste masque',
  'relevance.threshold': 'Masquer les messages qui ont moins de {p} de chances de parler de nous',
  'relevance.expected': 'Sur les {answers} réponses, chacune jugée par un modèle qui ne l’avait pas vue : {otherHidden} sur {other} qui ne parlent pas de nous sont masquées, et {aboutHidden} sur {about} qui en parlent, à tort.',
  'relevance.byUs': 'Le seuil est celui qui coûte le moins sur les réponses ; masquer un message qui parle de vous compte cinq fois.',
  'relevance.byHand': 'Choisi à la main.',
  'relevance.back': 'Reprendre le meilleur : {best}',
};
