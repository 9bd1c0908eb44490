// Who may enter: the first account, invitations, roles, sessions that end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const PASSWORD = 'a lamp over the sea';
let world;
let invitation;

before(async () => {
  world = await World.open();
  await world.ask('POST', 'watches', { name: 'Lanterns', query: 'lantern*' });
});
after(() => world.close());

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
}

test('while nobody has an account a calm line offers the first, and can be put aside', async () => {
  const page = await world.page();
  await page.goto(world.url);
  const line = page.getByText('Nobody has an account yet: only this machine can look.');
  await line.waitFor();
  await check(page, 'open-house');
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await page.locator('main h1').waitFor();
  assert.equal(await line.count(), 0);
  assert.equal(await page.getByRole('link', { name: 'New watch' }).first().isVisible(), true, 'nothing is forced');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('the first account signs its maker in', async () => {
  const page = await world.page();
  await page.goto(`${world.url}people`);
  await page.getByLabel('Account name').fill('ada');
  await page.getByLabel('Name that others see').fill('Ada Ashdown');
  await page.getByLabel('Password').fill('short');
  await page.getByText('5 more characters').waitFor();
  assert.ok(await page.locator('main').getByRole('button', { name: 'Make the first account' }).isDisabled());
  await page.getByLabel('Password').fill(PASSWORD);
  await check(page, 'first-account');
  await page.locator('main').getByRole('button', { name: 'Make the first account' }).click();
  await page.locator('.rail').getByText('Ada Ashdown').waitFor();
  assert.equal(await page.getByText('Nobody has an account yet').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('who is not signed in sees the way in, and then the page that was asked for', async () => {
  for (const look of [{ width: 360, language: 'fr', theme: 'dark' }, {}]) {
    const page = await world.page(look);
    await page.goto(`${world.url}search?q=lantern`);
    await page.locator('#password').waitFor();
    assert.equal(await page.locator('nav').count(), 0, 'nothing of the house is shown');
    await check(page, `sign-in-${look.width ?? 1440}`);
    page.complaints.length = 0;  // The browser tells of each 401.
    await page.locator('#name').fill('ada');
    await page.locator('#password').fill('not this one');
    await page.locator('form button').click();
    await page.locator('.notice.danger').waitFor();
    await page.locator('#password').fill(PASSWORD);
    await page.locator('form button').click();
    await page.locator('#query').waitFor();
    assert.match(page.url(), /search\?q=lantern$/);
    await page.context().close();
  }
});

test('an expert is invited with topics and an end, by a link to copy', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Account name').fill('naima');
  await page.getByLabel('Name that others see').fill('Naïma B.');
  await page.getByLabel('Title, of whom').fill('engineer, Orvelle works');
  await page.getByLabel('Topics', { exact: true }).fill('motor, charging ; motor');
  await page.getByLabel('Until', { exact: true }).fill('2031-12-31');
  await check(page, 'invite');
  await page.getByRole('button', { name: 'Make the invitation link' }).click();
  await page.getByRole('heading', { name: 'Invitation link for Naïma B.' }).waitFor();
  invitation = await page.locator('main pre').first().textContent();
  assert.match(invitation ?? '', /^http:\/\/127\.0\.0\.1:\d+\/invitation\/\S{20,}$/);
  const line = page.locator('main li', { hasText: 'Naïma B.' });
  assert.match((await line.textContent()) ?? '', /expert · engineer, Orvelle works · motor, charging · until 31 Dec 2031/);
  await line.getByText('invited').waitFor();
  await check(page, 'people');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('who holds the link chooses a password, once, and has the desk and nothing else', async () => {
  const page = await world.page({ width: 360, language: 'fr' });
  await page.goto(invitation);
  await page.getByRole('heading', { name: 'Bienvenue, Naïma B.' }).waitFor();
  await page.getByText('motor, charging').waitFor();
  await check(page, 'join');
  await page.getByLabel('Choisissez un mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.waitForURL(world.url);
  await page.getByRole('heading', { level: 1, name: 'Réponses' }).waitFor();
  const places = await page.getByRole('navigation').getByRole('link').allTextContents();
  assert.deepEqual(places.map((name) => name.trim()), ['Réponses']);
  await page.goto(`${world.url}people`);
  await page.getByRole('heading', { level: 1, name: 'Réponses' }).waitFor();
  const second = await world.page();
  await second.goto(invitation);
  await second.getByText('This invitation has been used').waitFor();
  await second.context().close();
  await page.context().close();
});

test('a reader sees all and has no button that acts', async () => {
  await world.operate('POST', 'accounts', { name: 'leila', display_name: 'Leïla', role: 'reader', password: PASSWORD });
  const page = await world.signedIn('leila', PASSWORD);
  await page.locator('main article h2', { hasText: 'Lanterns' }).waitFor();
  for (const name of ['New watch', 'Invite somebody', 'Start the rehearsal', 'Listen to Bluesky', 'Edit', 'Delete']) {
    for (const path of ['', 'sources', 'watch/1', 'people', 'our-place']) {
      if (new URL(page.url()).pathname !== `/${path}`) await page.goto(world.url + path);
      await page.locator('main h1').first().waitFor();
      await settled(page);
      assert.equal(await page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true })).count(), 0, `${name} on /${path}`);
    }
  }
  await page.keyboard.press('n');
  assert.doesNotMatch(page.url(), /\/new/);
  await page.context().close();
});

test('an account that is ended is out at once, and a page that is open says so', async () => {
  const page = await world.signedIn('leila', PASSWORD);
  const manager = await world.signedIn('ada', PASSWORD);
  await manager.goto(`${world.url}people`);
  await manager.getByRole('button', { name: 'End Leïla' }).click();
  await manager.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await manager.locator('main li', { hasText: 'Leïla' }).getByText('ended').waitFor();
  await page.getByText('Your session has ended.').waitFor({ timeout: 15_000 });
  await page.context().close();
  await manager.context().close();
});

test('a token is shown once', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}people`);
  await page.getByLabel('What for').fill('weekly report');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByText('Copy it now').waitFor();
  const secret = await page.locator('section', { hasText: 'Tokens for programs' }).locator('pre').textContent();
  const told = await fetch(`${world.url}api/v1/status`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal(told.status, 200);
  await page.reload();
  await page.getByText('weekly report').waitFor();
  assert.equal(await page.getByText(secret ?? '').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('one changes one’s own password, and signs out', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await page.locator('.rail').getByRole('link', { name: /Ada Ashdown/ }).click();
  await page.getByLabel('Present password').fill('wrong one here');
  await page.getByLabel('New password').fill(`${PASSWORD}, still`);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('The present password is wrong.').waitFor();
  await page.getByLabel('Present password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Your password is changed.').waitFor();
  await check(page, 'account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/signin$/);
  await page.goto(world.url);
  await page.locator('#password').waitFor();
  await page.context().close();
});
