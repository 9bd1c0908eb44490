// Alerts: what goes on, what stands behind it, the rules with their past, and what did not arrive.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { AlertHouse } from './alert_house.mjs';
import { World } from './world.mjs';

const LOOKS = [
  { language: 'fr', width: 360, theme: 'dark' }, { language: 'en', width: 1440, theme: 'light' }, { language: 'fr', width: 1440, theme: 'dark' },
  { language: 'en', width: 360, theme: 'light' }, { language: 'fr', width: 768, theme: 'light' },
];
let world;
let watch;
let posts;

before(async () => {
  world = await World.open();
  await world.fill(160);
  watch = await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' });
  posts = (await world.ask('GET', 'search?q=atlas&limit=20')).posts;
});
after(() => world.close());

async function opened(path, look) {
  const house = new AlertHouse(watch, posts);
  const page = await world.page(look);
  await house.serve(page);
  await page.goto(world.url + path);
  await page.locator('main h1').first().waitFor();
  return { house, page };
}

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

test('what goes on stands above what is over, and is acknowledged on the spot', async () => {
  const { house, page } = await opened('alerts');
  const open = page.getByRole('region', { name: 'Going on' });
  await open.locator('article').first().waitFor();
  assert.equal(await open.locator('article').count(), 3);
  assert.equal(await page.getByRole('region', { name: 'Over' }).locator('article').count(), 1);
  await open.locator('article[data-alert="9"]').getByRole('button', { name: 'Acknowledge' }).click();
  await open.locator('article[data-alert="9"]').getByText('acknowledged by Ada Ashdown').waitFor();
  assert.ok(house.asked.some(({ method, path }) => method === 'POST' && path === 'alerts/9/acknowledge'));
  await page.context().close();
});

test('an alert opens into what stands behind it, and into exactly the posts that were counted', async () => {
  const { house, page } = await opened('alerts');
  await page.getByRole('link', { name: /39 posts in 36 minutes/ }).click();
  await page.getByRole('heading', { level: 1, name: /39 posts in 36 minutes/ }).waitFor();
  await page.locator('.behind article').first().waitFor();
  assert.equal(await page.locator('.behind article').count(), posts.length);
  assert.equal(await page.locator('.first article').count(), 1);
  const { from, to } = house.alerts[0];
  const link = new URL(await page.getByRole('link', { name: 'All posts that were counted' }).getAttribute('href'), world.url);
  assert.equal(link.searchParams.get('q'), watch.query);
  assert.deepEqual((link.searchParams.get('span') ?? '').split('..').map((time) => +new Date(time)), [+new Date(from), +new Date(to)]);
  const word = new URL(await page.getByRole('link', { name: /garage/ }).first().getAttribute('href'), world.url);
  assert.equal(word.searchParams.get('q'), 'atlas garage');
  await page.context().close();
});

test('an alert is muted with an end, and one that is not here says so', async () => {
  const { house, page } = await opened('alerts/9');
  await page.getByRole('button', { name: 'Mute' }).click();
  await page.getByRole('dialog').getByText('For a day').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click();
  await page.getByText(/^muted until/).waitFor();
  const { body } = house.asked.find(({ path }) => path === 'alerts/9/mute');
  assert.ok(Math.abs(new Date(body.until) - Date.now() - 86_400_000) < 60_000);
  await page.goto(`${world.url}alerts/999`);
  await page.getByText('This alert is not here.').first().waitFor();
  await page.context().close();
});

test('a rule is tried on the past before it is kept, and its secret shown once', async () => {
  const { house, page } = await opened('alerts/rules');
  await page.getByText('Every watch is looked after, even without a rule.').waitFor();
  await page.getByRole('link', { name: 'New rule' }).click();
  await page.getByRole('button', { name: 'Try it on the past' }).click();
  await page.getByText('2 alerts in four weeks').waitFor();
  await page.getByRole('img', { name: 'Posts of four weeks against what was expected; 2 alerts' }).waitFor();
  await page.getByRole('img', { name: /^Share of criticism hour by hour: above its usual band in \d+ hours of \d+$/ }).waitFor();
  assert.equal(house.asked.find(({ path }) => path === 'alert-rules/test').body.rule.kind, 'surprise');
  assert.ok(await page.locator('[data-gap]').count() > 0, 'what was not heard is hatched');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A rule needs a name.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'rule-name');
  await page.locator('#rule-name').fill('Peaks');
  await page.getByLabel('Channel').first().selectOption('webhook');
  await page.locator('#rule-to-0').fill('not an address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('An address like https://hooks.example/vigie.').waitFor();
  await page.locator('#rule-to-0').fill('https://hooks.example/vigie');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.getByText('A trial is on its way.').waitFor();
  await page.getByText('Hold messages back at night').click();
  await page.getByText('Tell somebody else when nobody acknowledges.').click();
  await page.locator('#rule-escalate-0').fill('eve@example.org');
  await check(page, 'alert-rule-filled');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It is shown this once.').waitFor();
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await page.getByText('Peaks', { exact: true }).waitFor();
  const [rule] = house.rules;
  assert.deepEqual(rule.to, [{ channel: 'webhook', address: 'https://hooks.example/vigie' }]);
  assert.deepEqual(rule.escalate, { after_minutes: 15, to: [{ channel: 'email', address: 'eve@example.org' }] });
  assert.deepEqual(rule.quiet, { from: '22:00', to: '07:00', zone: 'Europe/Paris', except: 'crisis' });
  await page.getByRole('button', { name: 'Delete the rule “Peaks”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Every watch is looked after, even without a rule.').waitFor();
  await page.context().close();
});

test('what did not arrive is told', async () => {
  const { house, page } = await opened('search');
  house.deliveries = [
    { id: '2', alert: '9', update: 0, channel: 'webhook', address: 'https://hooks.example/vigie', state: 'failed', attempts: 3, next_at: new Date(Date.now() + 60_000).toISOString(), error: 'webhook: it answers 503', at: new Date().toISOString() },
    { id: '1', alert: '9', update: 0, channel: 'email', address: 'ada@example.org', state: 'sent', attempts: 1, next_at: null, error: null, at: new Date().toISOString() },
  ];
  await page.goto(`${world.url}alerts`);
  await page.getByText('1 message did not arrive').click();
  await page.getByText('webhook: it answers 503').waitFor();
  await check(page, 'alerts-undelivered');
  await page.getByRole('button', { name: 'Do not try again' }).click();
  await page.getByText('given up').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Do not try again' }).count(), 0);
  assert.ok(house.asked.some(({ method, path }) => method === 'DELETE' && path === 'deliveries/2'));
  await page.context().close();
});

test('a browser is asked for notifications by a button alone, and tells what begins while it is open', async () => {
  const house = new AlertHouse(watch, posts);
  const [growing] = house.alerts.splice(0, 1);
  const page = await world.page();
  await page.addInitScript(() => {
    globalThis.told = [];
    globalThis.asked = 0;
    globalThis.Notification = class {
      static permission = 'default';
      static async requestPermission() {
        globalThis.asked += 1;
        return (this.permission = 'granted');
      }
      constructor(title, { body }) {
        globalThis.told.push(`${title}: ${body}`);
      }
      close() {}
    };
  });
  await house.serve(page);
  await page.goto(`${world.url}alerts`);
  await page.locator('article[data-alert="8"]').waitFor();
  assert.equal(await page.evaluate(() => globalThis.asked), 0);
  await page.getByRole('button', { name: 'Notify me in this browser' }).click();
  await page.getByText('This browser notifies you.').waitFor();
  house.alerts.unshift(growing);
  await page.waitForFunction(() => globalThis.told.length > 0, undefined, { timeout: 30_000 });
  assert.deepEqual(await page.evaluate(() => globalThis.told), ['Atlas: Atlas: 39 posts in 36 minutes, 7 as a rule at this hour.']);
  await page.context().close();
});

test('alerts in both languages, by day and by night, at every width', async () => {
  for (const look of LOOKS) {
    const name = `${look.language}-${look.width}-${look.theme}`;
    const { house, page } = await opened('alerts', look);
    await page.locator('article[data-alert="9"]').waitFor();
    await check(page, `alerts-${name}`);
    await page.goto(`${world.url}alerts/9`);
    await page.locator('.behind article').first().waitFor();
    await check(page, `alert-${name}`);
    house.rules = [{ id: '1', name: 'Nuits', watch: watch.id, kind: 'share', sensitivity: 'keen', posts_min: 10, handles: [], reach_min: 0, word: '', muted_until: null, quiet: { from: '22:00', to: '07:00', zone: 'Europe/Paris', except: 'crisis' }, to: [{ channel: 'email', address: 'ada@example.org' }, { channel: 'browser', address: '' }], escalate: { after_minutes: 15, to: [{ channel: 'email', address: 'eve@example.org' }] } }];
    await page.goto(`${world.url}alerts/rules`);
    await page.getByText('Nuits').waitFor();
    await check(page, `alert-rules-${name}`);
    await page.goto(`${world.url}alerts/rules/1`);
    await page.locator('#rule-name').waitFor();
    await page.locator('section .head button').click();
    await page.locator('.answer figure').nth(1).waitFor();
    await check(page, `alert-rule-${name}`);
    await page.context().close();
  }
});

test('an alert is printed without what only a screen needs', async () => {
  const { page } = await opened('alerts/9');
  await page.locator('.behind article').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  await settled(page);
  await world.picture(page, 'alert-printed');
  for (const hidden of ['header.rail', 'nav', 'main header .actions', '.links']) {
    for (const one of await page.locator(hidden).all()) assert.equal(await one.isVisible(), false, hidden);
  }
  assert.equal(await page.getByRole('heading', { name: 'What is unusual' }).isVisible(), true);
  await page.context().close();
});
