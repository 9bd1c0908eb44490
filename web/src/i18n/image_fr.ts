// Français : l’image d’une veille, et le climat autour.
import type { Words } from './en';
import type { image_en } from './image_en';

export const image_fr: Words<typeof image_en> = {
  'image.title': 'Image',
  'image.lead': 'Sur quoi {name} est jugé, proposition par proposition. Chaque chiffre ouvre ses messages.',
  'image.open': 'Image',
  'image.beside': 'À côté de …',
  'image.without': 'Sans',
  'image.none': 'Personne ne parle ici de prix, de qualité, de service…',
  'image.noneDetail': 'Choisissez une durée plus longue, ou lisez les messages eux-mêmes.',
  'image.table': 'Attributs',
  'image.attribute': 'Attribut',
  'image.of': 'De',
  'image.moods': 'Humeur',
  'image.interval': '{low} à {high}',
  'image.intervalMeaning': 'Où se trouve la part, dix-neuf fois sur vingt. Sous 30 messages elle dit peu : en gris.',
  'image.overTime': '{attribute} au fil du temps',
  'image.readAll': { one: '{n} message lu.', other: '{n} messages lus, tous ceux qu’il y a.' },
  'image.readSome': '{read} messages lus sur {found}, pris régulièrement dans la durée.',
  'image.speaking': { one: '{n} parle d’un attribut.', other: '{n} parlent d’un attribut.' },
  'image.how': 'Trouvé par des listes de mots en français et en anglais, que les responsables peuvent changer ; les messages d’autres langues ne disent presque rien ici.',
  'image.judged': 'Messages sur : {attribute}',
  'climate.title': 'Par rapport au climat',
  'climate.all': 'Tous les messages en {language}',
  'climate.points': '{value} points ({low} à {high})',
  'climate.meaning': 'L’écart entre l’humeur d’ici et celle de tous les autres messages de la même langue, avec l’intervalle où il se trouve dix-neuf fois sur vingt. Ce qui est mal lu partout pèse des deux côtés.',
  'climate.unsure': 'Ce peut être le hasard.',
  'climate.few': { one: '{n} message, c’est trop peu pour comparer.', other: '{n} messages, c’est trop peu pour comparer : il en faut 30.' },
};
