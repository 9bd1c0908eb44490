// The desk: what wants an answer, who takes it, what becomes of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../program/vigie.mjs';
import { overflow, settled, violations } from './accessibility.mjs';
import { World } from './world.mjs';

const PASSWORD = 'a lamp over the sea';
const LOOKS = [
  { language: 'fr', width: 360, theme: 'dark' },
  { language: 'en', width: 1440, theme: 'light' },
];
const WIDTHS = [{ language: 'fr', width: 320 }, { language: 'en', width: 768 }, { language: 'fr', width: 2560 }];
let world;
let asked = 0;

before(async () => {
  world = await World.open();
  await world.ask('POST', 'watches', { name: 'Atlas', query: 'atlas' });
  for (const [name, display_name] of [['ada', 'Ada Ashdown'], ['bo', 'Bo Quesnel']]) {
    await world.operate('POST', 'accounts', { name, display_name, role: 'manager', password: PASSWORD });
  }
  await world.operate('POST', 'accounts', {
    name: 'naima', display_name: 'Naïma B.', role: 'expert', title: 'Orvelle', topics: ['battery'], mandate_until: '2031-12-31T23:00:00Z', password: PASSWORD,
  });
});
after(() => world.close());

/** Somebody says something in our own place; gives its id at the desk. */
async function hear(text) {
  asked++;
  // A page for each: one address may not write without end on one page.
  await world.write(await world.openPage(`Subject ${asked}`), `Voice ${asked}`, text);
  return shownAs(text);
}

/** The id at the desk of what was said. */
async function shownAs(text) {
  return until(async () => {
    const { conversations } = await world.operate('GET', 'desk/conversations?limit=200');
    return conversations.find((one) => one.post?.text === text)?.id;
  }, `the desk to show: ${text}`);
}

async function check(page, name) {
  await settled(page);
  await world.picture(page, name);
  assert.deepEqual(await overflow(page), [], `${name}: wider than the window`);
  assert.deepEqual(await violations(page), [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

const row = (page, text) => page.locator('article[data-conversation]', { hasText: text });

test('a question appears by itself, counted, with the reasons for its rank', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk`);
  await page.getByText('Nothing wants an answer.').waitFor();
  await hear('How far does the Atlas really go in winter?');
  const shown = row(page, 'in winter');
  await shown.waitFor({ timeout: 5000 });
  await shown.getByText('Question', { exact: true }).waitFor();
  await shown.getByText('on our own page').waitFor();
  await shown.getByText(/^waits /).waitFor();
  await shown.getByText('nobody has it').waitFor();
  await page.locator('.rail nav').getByRole('link', { name: /Desk.*1 wants an answer/ }).waitFor({ timeout: 6000 });
  await check(page, 'desk-first');
  await page.context().close();
});

test('what comes later waits behind a button, so that no row moves', async () => {
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk`);
  await row(page, 'in winter').waitFor();
  await hear('Why is my Atlas so loud on the motorway?');
  await page.getByRole('button', { name: 'Show 1 more' }).waitFor({ timeout: 6000 });
  assert.equal(await page.locator('article[data-conversation]').count(), 1);
  await page.getByRole('button', { name: 'Show 1 more' }).click();
  await row(page, 'motorway').waitFor();
  await page.context().close();
});

test('the keyboard alone takes a conversation and answers it', async () => {
  const id = await hear('Which oil does the Atlas need?');
  const page = await world.signedIn('ada', PASSWORD);
  await page.keyboard.press('d');
  await row(page, 'Which oil').waitFor();
  for (let steps = 0; steps < 5; steps++) {
    await page.keyboard.press('j');
    if (await page.evaluate(() => document.activeElement?.dataset.conversation) === id) break;
  }
  await page.keyboard.press('t');
  await page.waitForURL(`**/desk/${id}`);
  await page.getByText('yours').waitFor();
  await page.keyboard.press('r');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer');
  await page.keyboard.type('0W-20, as the sticker under the bonnet says.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.reply[data-state="confirmed"]').waitFor({ timeout: 10_000 });
  await page.getByText(/^answered after /).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test('a draft is kept on the server, and hints show what they are about', async () => {
  const id = await hear('Who pays the people who take part with their Atlas?');
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk/${id}`);
  await page.locator('#answer').fill('Nobody 👩‍👩‍👧 is paid. Call me: 06 12 34 56 78. See https://example.org/rules');
  await page.getByText('A telephone number, in public.').waitFor();
  await page.locator('.hints mark', { hasText: '06 12 34 56 78' }).click();
  const picked = await page.locator('#answer').evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd));
  assert.equal(picked, '06 12 34 56 78');
  await page.getByText('1 link:').waitFor();
  await page.getByText(/^Draft kept/).waitFor({ timeout: 5000 });
  await check(page, 'conversation-draft');
  const phone = await world.signedIn('ada', PASSWORD, { width: 360, language: 'fr', theme: 'dark' });
  await phone.goto(`${world.url}desk/${id}`);
  await phone.locator('#answer').waitFor();
  assert.match(await phone.locator('#answer').inputValue(), /^Nobody .* is paid\./u);
  await phone.getByRole('button', { name: /Répondre sur notre page, en tant que Ada Ashdown/ }).waitFor();
  await check(phone, 'conversation-draft-360');
  await phone.context().close();
  await page.context().close();
});

test('two people cannot take the same: the second is told who has it', async () => {
  const id = await hear('Does the Atlas tow a caravan?');
  const [ada, bo] = [await world.signedIn('ada', PASSWORD), await world.signedIn('bo', PASSWORD)];
  await ada.goto(`${world.url}desk/${id}`);
  await bo.goto(`${world.url}desk/${id}`);
  await bo.getByRole('button', { name: 'Take it' }).waitFor();
  // The second has not heard of the first yet.
  await bo.route('**/api/v1/desk/conversations/*', (route) => (route.request().method() === 'GET' ? undefined : route.continue()));
  await ada.getByRole('button', { name: 'Take it' }).click();
  await ada.getByText('yours').waitFor();
  await bo.getByRole('button', { name: 'Take it' }).click();
  await bo.getByText('Ada Ashdown has it already.').waitFor();
  await bo.unroute('**/api/v1/desk/conversations/*');
  await bo.reload();
  await bo.getByText('Ada Ashdown has it', { exact: true }).waitFor();
  assert.equal(await bo.locator('#answer').count(), 0);
  await ada.getByRole('button', { name: 'Give it back' }).click();
  await bo.getByRole('button', { name: 'Take it' }).waitFor({ timeout: 6000 });
  await ada.context().close();
  await bo.context().close();
});

test('letting stand is an act with a reason, and can be undone', async () => {
  const id = await hear('The Atlas is the ugliest car I have seen, you liars.');
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk/${id}`);
  await page.getByRole('button', { name: 'Let stand…' }).click();
  await check(page, 'let-stand');
  await page.getByRole('dialog').getByText('It is an opinion, and may stand.').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it stand' }).click();
  await page.getByText('Let stand: It is an opinion, and may stand.').waitFor();
  await page.goto(`${world.url}desk?tab=let_stand`);
  await row(page, 'ugliest').getByText('It is an opinion, and may stand.').waitFor();
  await page.goto(`${world.url}desk/${id}`);
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByRole('button', { name: 'Take it' }).waitFor();
  await page.context().close();
});

test('a conversation is handed to an expert, whose answer goes out at once with a badge', async () => {
  const id = await hear('Can the battery of the Atlas be repaired cell by cell?');
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk/${id}`);
  await page.getByRole('button', { name: 'Hand to an expert…' }).click();
  await page.getByRole('dialog').getByText('Naïma B.').waitFor();
  await check(page, 'hand-over');
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
  await page.getByText(/^handed to .*battery$/).waitFor();
  const phone = await world.signedIn('naima', PASSWORD, { width: 360, language: 'fr', theme: 'dark' });
  await row(phone, 'cell by cell').waitFor();
  await phone.getByText('confiée à vous').waitFor();
  await row(phone, 'cell by cell').getByRole('link').click();
  await phone.locator('#answer').fill('Yes: by modules of twelve cells, in any of our workshops.');
  await phone.locator('form button.primary').click();
  await phone.locator('.reply[data-state="confirmed"]').waitFor({ timeout: 10_000 });
  await phone.locator('.reply .chip').waitFor();
  await check(phone, 'expert-360');
  await page.locator('.reply[data-state="confirmed"]').waitFor({ timeout: 10_000 });
  await page.goto(`${world.url}desk`);
  await page.getByText('From a question to an expert’s answer (median)').waitFor();
  await page.context().close();
  await phone.context().close();
});

test('outside the mandate an answer passes to the manager, who sends it', async () => {
  const id = await hear('Is there a discount on the Atlas for students?');
  await world.operate('POST', `desk/conversations/${id}/hand`, { account: await idOf('naima'), topic: 'prices' });
  await world.operate('PUT', `accounts/${await idOf('naima')}`, {
    name: 'naima', display_name: 'Naïma B.', role: 'expert', title: 'Orvelle', topics: ['battery'], mandate_until: '2020-01-01T00:00:00Z',
  });
  const expert = await world.signedIn('naima', PASSWORD);
  await expert.goto(`${world.url}desk/${id}`);
  await expert.locator('#answer').fill('I believe there is none, but the manager knows.');
  await expert.getByRole('button', { name: 'Pass it to the manager' }).click();
  await expert.getByText('Outside the mandate: it waits for the manager.').waitFor();
  const manager = await world.signedIn('ada', PASSWORD);
  await manager.goto(`${world.url}desk/${id}`);
  await manager.getByRole('button', { name: 'Send it' }).click();
  await manager.locator('.reply[data-state="confirmed"]').waitFor({ timeout: 10_000 });
  await expert.context().close();
  await manager.context().close();
});

const idOf = async (name) => (await world.operate('GET', 'accounts')).accounts.find((one) => one.name === name).id;

test('where there is no voice it says so', async () => {
  const text = 'Does the Atlas have a spare wheel?';
  await world.operate('POST', 'posts', [{ id: 'wheel', source: 'file:invented', time: new Date().toISOString(), text, lang: 'en', author: { id: 'max' } }]);
  const id = await shownAs(text);
  const page = await world.signedIn('ada', PASSWORD);
  await page.goto(`${world.url}desk/${id}`);
  await page.getByText('Vigie has no voice on this network').waitFor();
  await page.context().close();
});

test('a reader sees the desk and no button that acts', async () => {
  await world.operate('POST', 'accounts', { name: 'leila', role: 'reader', password: PASSWORD });
  const page = await world.signedIn('leila', PASSWORD);
  await page.goto(`${world.url}desk`);
  await row(page, 'in winter').getByRole('link').click();
  await page.getByRole('region', { name: 'The conversation' }).waitFor();
  assert.equal(await page.locator('main button:not(.why)').count(), 0); // Why a post is read so, anybody may ask.
  assert.equal(await page.locator('#answer').count(), 0);
  await page.context().close();
});

test('the desk in both languages, by day and by night, at every width', async () => {
  const id = await hear(`Est-ce que l’Atlas ${'extraordinairementlonguesansespace'.repeat(4)} ?`);
  for (const look of [...LOOKS, ...WIDTHS]) {
    const page = await world.signedIn('ada', PASSWORD, look);
    for (const [name, path] of [['desk', 'desk'], ['desk-answered', 'desk?tab=answered'], ['conversation', `desk/${id}`]]) {
      await page.goto(world.url + path);
      await page.locator('main article, main .empty').first().waitFor();
      await check(page, `${name}-${look.language}-${look.width}`);
    }
    await page.context().close();
  }
});
