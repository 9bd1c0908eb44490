// The place of exchange as its people meet it: a manager who opens pages, and anybody with a browser that runs nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, scratch } from './vigie.mjs';

export const BRAND = { brand: 'Orvelle', tagline: 'Voitures', colour: '#0b6e4f', contact: 'voix@orvelle.example' };

export const MOTIVE = {
  who: 'La marque Orvelle', why: 'Nous voulons entendre', use: 'Tout est lu', paid: 'Nos équipes', how_long: 'Un an',
  removal_reasons: [
    { id: 'insult', words: 'Insultes contre des personnes' },
    { id: 'ads', words: 'Publicité pour autre chose' },
  ],
};

export const CALL = { kind: 'call', title: 'Refaites notre pub', text: 'Trente secondes, votre histoire.', lang: 'fr', motive: MOTIVE };

export const HIDDEN = /<input type="hidden" name="form" value="([^"]*)"/;

/** Somebody in front of a browser without scripts: keeps its cookie, fills the forms it is shown. */
export class Visitor {
  constructor(server, { root = '', language = 'fr', address = '192.0.2.1' } = {}) {
    Object.assign(this, { server, root, language, address, cookie: undefined });
  }
  headers(more = {}) {
    return {
      'Accept-Language': this.language, 'X-Forwarded-For': this.address, ...(this.cookie ? { Cookie: this.cookie } : {}), ...more,
    };
  }
  open(path) {
    return this.server.ask('GET', `${this.root}/place${path}`, { headers: this.headers() });
  }
  async token(path) {
    return HIDDEN.exec((await this.open(path)).text)?.[1];
  }
  async send(slug, fields, { headers = {}, type = 'application/x-www-form-urlencoded' } = {}) {
    const origin = new URL(this.server.url).origin;
    const answer = await this.server.ask('POST', `${this.root}/place/${slug}`, {
      body: new URLSearchParams(fields).toString(), type,
      headers: this.headers({ Origin: origin, 'Sec-Fetch-Site': 'same-origin', ...headers }),
    });
    this.cookie = answer.headers['set-cookie']?.[0].split(';')[0] ?? this.cookie;
    return answer;
  }
  async write(slug, fields, path = `/${slug}`) {
    return this.send(slug, { form: await this.token(path), ...fields });
  }
}

/** The id of the contribution that an answer to a form leads to. */
export const saidIn = (answer) => /\?said=(\w+)/.exec(answer.headers.location ?? '')?.[1];

/** `vigie serve` that believes what this machine says of where its visitors are. */
export async function placeServer(t, data = join(scratch(t), 'data')) {
  const config = join(scratch(t), 'vigie.toml');
  writeFileSync(config, 'trusted_proxies = ["127.0.0.1"]\n');
  return Server.during(t, data, { args: ['--config', config] });
}

const VOICES = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Faye', 'Gus', 'Hana', 'Ines', 'Jude', 'Kim', 'Lena', 'Max', 'Nora', 'Omar', 'Pia', 'Rosa', 'Sami', 'Tess', 'Uma'];

/** Somebody writes on the page; the id of the contribution. */
export async function contribute(server, slug, text, voice = 0) {
  const visitor = new Visitor(server, { address: `192.0.2.${voice + 1}` });
  const answer = await visitor.write(slug, { pseudonym: VOICES[voice], text });
  if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.text}`);
  return saidIn(answer);
}
