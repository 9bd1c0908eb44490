// A server on a folder of its own, a browser, and invented posts: what each test file begins with.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chance, inventPost } from '../../web/dev/invented.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const WEB = resolve(HERE, '../../web');
const { chromium } = createRequire(join(WEB, 'package.json'))('playwright-core');

const START_MS = 20_000;
const STOP_MS = 5_000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class World {
  static async open() {
    const world = new World();
    world.folder = mkdtempSync(join(tmpdir(), 'vigie-browser-'));
    await world.startServer('127.0.0.1:0');
    world.browser = await chromium.launch({ executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
    return world;
  }

  async startServer(listen) {
    const binary = process.env.VIGIE_BINARY;
    const [program, first] = binary ? [resolve(binary), []] : [process.execPath, [join(WEB, 'dev/fake_server.mjs')]];
    this.server = spawn(program, [...first, 'serve', '--data', join(this.folder, 'data'), '--listen', listen], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    this.server.stderr.on('data', (bytes) => (said += bytes));
    this.url = await new Promise((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`the server did not start: ${said}`)), START_MS);
      this.server.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
      this.server.stdout.on('data', (bytes) => {
        said += bytes;
        const line = /vigie listens on (http:\/\/\S+\/)/.exec(said);
        if (!line) return;
        clearTimeout(timer);
        found(line[1]);
      });
    });
  }

  async stopServer() {
    const ended = new Promise((done) => this.server.on('exit', done));
    this.server.kill('SIGTERM');
    const timer = setTimeout(() => this.server.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  async close() {
    await this.browser?.close();
    await this.stopServer();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks the API; throws what it answers when it refuses. */
  async ask(method, path, body) {
    const request = { method, headers: { 'Content-Type': 'application/json' } };
    if (body !== undefined) request.body = JSON.stringify(body);
    const response = await fetch(`${this.url}api/v1/${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Invented posts of the last three days. */
  async fill(count = 180) {
    const random = chance(5);
    const posts = [];
    for (let index = 0; index < count; index++) {
      const { vigie, ...post } = inventPost(random, index, Date.now() - random() * 3 * 86400e3, 'file:invented', 0.4);
      posts.push(post);
    }
    return this.ask('POST', 'posts', posts);
  }

  async say(id, text) {
    return this.ask('POST', 'posts', [
      { id, source: 'file:invented', time: new Date().toISOString(), text, lang: 'en', author: { id: 'ada', handle: 'ada', name: 'Ada Ashdown' } },
    ]);
  }

  /** A page of its own; `page.complaints` gathers what the console and the policy say against it. */
  async page({ width = 1440, language = 'en', theme = 'light' } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height: width < 600 ? 740 : 900 },
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
