// A server on a folder of its own, a browser, and invented posts: what each test file begins with.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ask, chance, require } from '../program/vigie.mjs';
import { inventSaying } from './invented.mjs';

const { chromium } = require('playwright-core');
// The browser knows no machine but this one.
const ALONE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', ALONE,
];
// A network that refuses at once: nothing listens on the discard port of this machine.
const CONFIG = 'trusted_proxies = ["127.0.0.1"]\n[sources]\nprivate = true\n[bluesky]\nurls = ["wss://127.0.0.1:9"]\n';
const DAY_MS = 86_400_000;

export class World {
  static async open() {
    const world = new World();
    world.folder = mkdtempSync(join(process.env.VIGIE_SCRATCH ?? tmpdir(), 'vigie-browser-'));
    writeFileSync(join(world.folder, 'vigie.toml'), CONFIG);
    await world.startServer();
    world.browser = await chromium.launch({ executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    return world;
  }

  /** Again at the same address, if there was one before. */
  async startServer() {
    const listen = this.server ? new URL(this.server.url).host : '127.0.0.1:0';
    this.server = await Server.start(join(this.folder, 'data'), { listen, args: ['--config', join(this.folder, 'vigie.toml')] });
  }

  get url() {
    return this.server.url;
  }

  async stopServer() {
    await this.server.stop();
  }

  async close() {
    await this.browser?.close();
    await this.server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks the API; throws what it answers when it refuses. */
  ask(method, path, body) {
    return this.server.api(method, `/${path}`, body);
  }

  /** The same by the operator's own door, which is open whoever has accounts. */
  async operate(method, path, body) {
    const answer = await ask({ socket: this.server.socket }, method, `/api/v1/${path}`, { body, headers: { Host: 'localhost' } });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  /** A member of the public writes on a page of ours, as they do: in its form. */
  async contribute(path, pseudonym, text) {
    const page = await this.page({ language: 'fr' });
    await page.goto(this.url + path);
    await page.locator('#field-pseudonym').fill(pseudonym);
    await page.locator('#field-text').fill(text);
    await page.locator('#write button').click();
    await page.getByText(text).first().waitFor();
    await page.context().close();
  }

  /** A new page of our place; gives its slug. */
  async openPage(title) {
    await this.operate('PUT', 'place', { brand: 'Orvelle', tagline: '', colour: '#0b6470', contact: 'talk@orvelle.example', languages: ['fr', 'en'] });
    const motive = { who: 'Orvelle.', why: 'To learn.', use: 'It stays here.', removal_reasons: [{ id: 'law', words: 'What the law forbids' }], paid: 'Nobody.', how_long: 'A month.' };
    const { slug } = await this.operate('POST', 'place/pages', { kind: 'subject', title, text: 'Say what you think.', lang: 'en', motive });
    return slug;
  }

  /** As contribute(), by the form alone. */
  async write(slug, pseudonym, text) {
    const { text: html } = await this.server.ask('GET', `/place/${slug}`);
    const form = /name="form" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ form, pseudonym, text }).toString();
    const answer = await this.server.ask('POST', `/place/${slug}`, { body, type: 'application/x-www-form-urlencoded' });
    if (answer.status !== 303) throw new Error(`${slug}: ${answer.status}`);
  }

  /** A page of somebody who is signed in. */
  async signedIn(name, password, look) {
    const page = await this.page(look);
    await page.goto(`${this.url}signin`);
    await page.locator('#name').fill(name);
    await page.locator('#password').fill(password);
    await page.locator('form button.primary').click();
    await page.waitForURL(this.url);
    await page.locator('main h1').first().waitFor();
    return page;
  }

  /** Invented posts of the last three days. */
  async fill(count = 180) {
    const random = chance(5);
    const posts = Array.from({ length: count }, (_, index) =>
      inventSaying(random, index, Date.now() - random() * 3 * DAY_MS, 'file:invented', 0.4),
    );
    return this.ask('POST', 'posts', posts);
  }

  async say(id, text, more = {}) {
    return this.ask('POST', 'posts', [
      { id, source: 'file:invented', time: new Date().toISOString(), text, lang: 'en', author: { id: 'ada', handle: 'ada', name: 'Ada Ashdown' }, ...more },
    ]);
  }

  /** A page of its own; `page.complaints` gathers what the console and the policy say against it. */
  async page({ width = 1440, height = width < 600 ? 740 : 900, language = 'en', theme = 'light' } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      colorScheme: theme,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Paris',
    });
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
    });
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    return page;
  }

  async picture(page, name) {
    const folder = process.env.VIGIE_SCREENSHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
