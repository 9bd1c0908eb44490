// A rehearsal as tests and pictures want it: played up to an hour, answered, asked by the door of the sealed house.
import { until } from '../program/vigie.mjs';

const ANSWERS_MAX = 6; // At a time.
const PLAYED_WITHIN_MS = 180_000;
const SAID = {
  en: 'Thank you for saying it so plainly. Our workshop looks at it with you on Monday: in which month was yours built?',
  fr: 'Merci de le dire aussi nettement. Notre atelier regarde cela avec vous dès lundi\u202f: de quel mois est la vôtre\u202f?',
};

export class Drilled {
  constructor(world) {
    this.world = world;
  }

  async ask(method, path, body, headers) {
    const { status, text, json } = await this.world.server.ask(method, `/rehearsal/api/v1/${path}`, { body, headers });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json;
  }

  begin(language, more = {}) {
    return this.world.ask('POST', 'drill', { name: 'galerne', speed: 3600, seed: 1, lang: language, policy: 'none', playable: true, ...more });
  }

  /** So many hours after the opening of the story, then it pauses. */
  async playUntil(hours) {
    await this.world.ask('PATCH', 'drill', { paused: false });
    await until(async () => {
      const { now, opening, state } = await this.world.ask('GET', 'drill');
      return state === 'ended' || Date.parse(now) - Date.parse(opening) > hours * 3_600_000;
    }, `${hours} hours`, PLAYED_WITHIN_MS);
    await this.world.ask('PATCH', 'drill', { paused: true }).catch(() => undefined);
  }

  /** Answers what presses most in this language of what was said in the last hours, and lets one stand; gives what was answered first. */
  async answer(language, hours = Infinity) {
    const { now } = await this.world.ask('GET', 'drill');
    const conversations = [];
    for (let cursor = ''; cursor !== null; ) {
      const list = await this.ask('GET', `desk/conversations?state=open&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      conversations.push(...list.conversations);
      cursor = list.next_cursor;
    }
    const own = conversations.filter(({ kind, post, opened_at }) => Date.parse(now) - Date.parse(opened_at) < hours * 3_600_000 && kind === 'complaint' && post?.vigie.lang === language && /galerne|orvelle/i.test(post.text));
    for (const { id } of own.slice(0, ANSWERS_MAX)) await this.ask('POST', `desk/conversations/${id}/replies`, { text: SAID[language] }, { 'Idempotency-Key': `${language}-${id}` });
    const other = conversations.find((one) => !own.includes(one));
    await this.ask('POST', `desk/conversations/${other.id}/let-stand`, { reason: language === 'fr' ? 'C’est une opinion, elle a sa place.' : 'It is an opinion, and may stand.' });
    return own[0]?.id;
  }

  /** The greatest incident of the brand itself, over or not. */
  async greatest() {
    const { alerts } = await this.ask('GET', 'alerts?watch=1&limit=100');
    return alerts.reduce((best, one) => (!best || one.posts > best.posts ? one : best), undefined);
  }
}
