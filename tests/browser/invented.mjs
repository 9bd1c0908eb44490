// Invented people saying invented things: enough variety to judge a screen by. No real person,
// no real company. Chance is handed in, so that two runs show the same pictures.

const FIRST = ['Maëlle', 'Tom', 'Inès', 'Jonas', 'Aïcha', 'Ruben', 'Clémence', 'Owen', 'Nadia', 'Félix', 'Sarah', 'Gaspard', 'Ivy', 'Bastien', 'Leïla', 'Hugo', 'Wren', 'Élodie', 'Marius', 'Ada'];
const LAST = ['Vauquelin', 'Harrowgate', 'Delmas-Roy', 'Okonjo', 'Pelletan', 'Brightwater', 'Quesnel', 'Tavernost', 'Lindqvist', 'Marchebois', 'Ashdown', 'Rivoalen'];

const SAID = [
  ['fr', -1, 'Troisième passage au garage pour ma {car} et toujours ce bruit de roulement. {tag}'],
  ['fr', -1, 'La batterie de l’{car} perd 40 % par grand froid, personne ne le dit dans la pub 😤'],
  ['fr', 1, 'Deux ans avec ma {car}, zéro souci, et l’appli s’est vraiment améliorée. {tag}'],
  ['fr', 0, 'Quelqu’un a comparé le coffre de la {car} avec celui de l’ancienne ? {link}'],
  ['fr', 1, 'J’ai envoyé ma pub pour {tag} : un phare breton, du brouillard, et une {car} qui éclaire la mer 🌊'],
  ['fr', -1, '{tag} : ils demandent notre avis et suppriment les vidéos qui fâchent ? On a tout gardé.'],
  ['fr', -1, 'Impossible de payer avec la carte de {bank} depuis ce matin, service injoignable, 25 minutes d’attente.'],
  ['fr', 0, '{bank} annonce un retour à la normale « dans la soirée ». {link}'],
  ['fr', 1, 'Franchement le conseiller de {bank} m’a rappelé un dimanche. Chapeau.'],
  ['en', -1, 'My {car} updated itself overnight and now the range estimate is pure fiction.'],
  ['en', 1, 'Test drove the {car} today. Quiet, honest, and the seats are a hug. {tag}'],
  ['en', 0, 'Does the {car} charge at 11 kW at home or only 7? Asking before I sign. {link}'],
  ['en', -1, 'So {bank} is down on the very week-end everybody pays their rent. Great timing. {tag}'],
  ['en', 1, 'Entering {tag} with my kids’ stop-motion film, forty potatoes and one cardboard car 🥔🚗'],
  ['en', -1, 'The {tag} entry counting the recalls just passed the official video in views. Ouch.'],
  ['en', 0, 'Reading the rules of {tag}: who owns the film once it is sent? {link}'],
  ['en', 1, 'Customer service of {car} answered in nine minutes, with a real name at the bottom. More of this.'],
];
const LINKS = ['https://forum.example.org/roulements', 'https://www.example.com/essais/atlas', 'https://blog.example.net/open-call', 'https://example.org/prices'];

function fill(text, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const links = [];
  const filled = text
    .replace(/\{car\}/g, () => pick(['Atlas', 'Atlas Nova', 'Atlas']))
    .replace(/\{bank\}/g, 'Crédit Atlas')
    .replace(/\{tag\}/g, () => pick(['#MonAtlas', '#MyAtlas', '#FilmTonAtlas']))
    .replace(/\{link\}/g, () => {
      const link = pick(LINKS);
      links.push(link);
      return link;
    });
  return { text: filled, links };
}

/** One post at `time`; `anger` in [0, 1] bends what people say. */
export function inventSaying(random, number, time, source, anger) {
  let [lang, lean, template] = SAID[Math.floor(random() * SAID.length)];
  for (let tries = 0; tries < 3 && lean > 0 && random() < anger; tries++) {
    [lang, lean, template] = SAID[Math.floor(random() * SAID.length)];
  }
  const who = Math.floor(random() * FIRST.length);
  const last = LAST[Math.floor(random() * LAST.length)];
  const handle = `${FIRST[who].normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}.${last.toLowerCase()}`;
  const { text, links } = fill(template, random);
  const post = {
    id: `${source}-${number}`, source, kind: random() < 0.2 ? 'reply' : 'post', time: new Date(time).toISOString(),
    author: { id: handle, handle, name: `${FIRST[who]} ${last}` }, text, lang, likes: 0, reposts: 0, replies: 0,
    url: `https://social.example/@${handle}/${number}`,
  };
  if (links.length) post.links = links;
  if (random() < 0.06) post.media = [{ type: 'image', alt: 'A small blue car under a lighthouse, drawn in chalk' }];
  return post;
}
