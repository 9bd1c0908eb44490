// Français : ce que veulent et font ceux qui parlent d’une veille.
import type { Words } from './en';
import type { intent_en } from './intent_en';

export const intent_fr: Words<typeof intent_en> = {
  'wishes.title': 'Intentions',
  'wishes.lead': 'Ce que veulent et font les gens qui parlent de {name}, lu message par message en français et en anglais. Chaque chiffre ouvre ses messages.',
  'wishes.back': 'Toutes les intentions',
  'wishes.read': { one: '{n} message lu', other: '{n} messages lus' },
  'wishes.drawn': '{read} messages sur {n} ont été lus : un tirage égal sur la durée',
  'wishes.asked': { one: 'dont {n} en français ou en anglais, sans les partages', other: 'dont {n} en français ou en anglais, sans les partages' },
  'wishes.weeks': 'Par semaine, depuis le {day}',
  'wishes.none': 'Personne n’en parle ces semaines-là',
  'wishes.noneDetail': 'Les messages d’une veille sont lus ici pour ce que leurs auteurs veulent et font.',
  'wishes.share': '{share} de {n}, entre {low} et {high}',
  'wishes.between': 'entre {low} et {high} de {n}',
  'wishes.low': 'Les parts sont trop basses : un tiers environ des changements et des plaintes en anglais est entendu.',
  'wishes.few': 'Sur {n} seulement : trop peu pour s’y fier.',
  'wishes.over': '{name} par semaine',
  'wishes.switches': 'Qui quitte qui pour qui',
  'wishes.noSwitch': 'Aucun changement avec ses deux noms ces semaines-là.',
  'wishes.from': 'De',
  'wishes.to': 'Vers',
  'wishes.posts': 'Messages',
  'wishes.more': 'Les {n} plus fréquents de {all}.',
  'wishes.switch': 'De {from} vers {to}',

  'intent.wants': 'En a envie',
  'intent.buys': 'Achète',
  'intent.recommends': 'Recommande',
  'intent.regrets': 'Regrette',
  'intent.leaves': 'S’en va',
  'intent.switches': 'Change de marque',
  'intent.asks': 'Demande',
  'intent.complains': 'Se plaint',
  'intent.thanks': 'Remercie',
};
