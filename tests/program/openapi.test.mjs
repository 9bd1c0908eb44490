// Every route as it really answers, held against src/api/openapi.json.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BRAND, CALL, MOTIVE, Visitor, contribute, saidIn } from './place.mjs';
import { Server, atEnd, inventPost, require, until } from './vigie.mjs';

const Ajv = require('ajv/dist/2020').default;
const document = JSON.parse(readFileSync(new URL('../../src/api/openapi.json', import.meta.url)));

const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const asSchema = (node, id = '') => JSON.parse(JSON.stringify(node).replaceAll('"#/components/schemas/', `"${id}#/$defs/`));
ajv.addSchema({ $id: 'vigie', $defs: asSchema(document.components.schemas) });

const validators = new Map();
function complaints(schema, value) {
  const key = JSON.stringify(schema);
  if (!validators.has(key)) validators.set(key, ajv.compile(asSchema(schema, 'vigie')));
  const validate = validators.get(key);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

const resolve = (node) => (node.$ref ? node.$ref.split('/').slice(1).reduce((at, name) => at[name], document) : node);

/** `/watches/{watch}` for `/watches/3`. */
function templateOf(path) {
  const parts = path.split('/');
  return Object.keys(document.paths).find((template) => {
    const wanted = template.split('/');
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('{') || part === parts[i]);
  });
}

const exercised = new Set();

/** Holds one real answer to what is written of its route. */
function hold(method, path, answer) {
  const { pathname, searchParams } = new URL(path, 'http://x');
  const template = templateOf(pathname);
  const route = document.paths[template];
  const operation = route?.[method.toLowerCase()];
  assert.ok(operation, `${method} ${path} is not described`);
  const parameters = [...(route.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  for (const name of searchParams.keys()) {
    assert.ok(parameters.some((one) => one.in === 'query' && one.name === name), `${template}: parameter ${name}`);
  }
  const described = operation.responses[answer.status];
  assert.ok(described, `${method} ${path}: ${answer.status} is not described: ${answer.text}`);
  const { content } = resolve(described);
  exercised.add(`${method} ${template} ${answer.status}`);
  if (!content) return assert.equal(answer.text, '', `${method} ${path}: should say nothing`);
  const type = answer.headers['content-type'].split(';')[0];
  assert.ok(content[type], `${method} ${path}: type ${type}`);
  const told = type === 'text/csv' ? answer.text : answer.json;
  assert.equal(complaints(content[type].schema, told), null, `${method} ${path}: ${answer.text.slice(0, 400)}`);
}

let folder;
let server;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-openapi-'));
  const config = join(folder, 'vigie.toml');
  writeFileSync(config, '[sources]\nprivate = true\n');
  server = await Server.start(join(folder, 'data'), { args: ['--config', config] });
});
after(async () => {
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function call(method, path, { root = '/api/v1', status = 200, ...options } = {}) {
  const answer = await server.ask(method, root + path, options);
  assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
  hold(method, path, answer);
  return answer.json;
}

const DRAFT = { name: 'Aurora', query: 'aurora -borealis', owner: 'Ada', purpose: 'To see' };
const SPAN = 'from=2026-01-05&to=2026-01-06&step=hour';

test('the server gives the description that lies in the sources', async () => {
  assert.deepEqual(await call('GET', '/openapi.json'), document);
});

test('the description refers to nothing that is not there, and describes nothing twice', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref": ?"([^"]+)"/g)].map((found) => found[1]);
  for (const one of refs) assert.ok(resolve({ $ref: one }), one);
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((op) => op.operationId)).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length);
  for (const [group, members] of Object.entries(document.components)) {
    for (const name of Object.keys(members)) assert.ok(refs.includes(`#/components/${group}/${name}`), `${group}/${name} is used nowhere`);
  }
});

test('a refusal as it is described', async () => {
  const who = { source: 'file:shop', author: 'zoe' };
  const { id } = await call('POST', '/refusals', { status: 201, body: who });
  assert.equal((await call('POST', '/refusals', { body: who })).id, id);
  await call('POST', '/refusals', { status: 422, body: { author: 'zoe' } });
  await call('GET', '/refusals?limit=1');
  await call('GET', '/refusals?cursor=x', { status: 422 });
  await call('DELETE', `/refusals/${id}`, { status: 204 });
  await call('DELETE', `/refusals/${id}`, { status: 404 });
});

test('posts are handed over as an array or line by line, read and deleted as described', async () => {
  const told = await call('POST', '/posts', {
    body: [inventPost(1, { rating: 4, likes: 3, links: ['https://example.org/a'], media: [{ type: 'image', alt: 'a car' }], unknown: { kept: [1] } }),
      inventPost(2, { author: undefined, kind: 'repost', text: '', parent: 'p1' }), inventPost(3, { text: '', author: { name: 'Nobody' } })],
  });
  assert.deepEqual(told.results.map((one) => one.fate), ['accepted', 'accepted', 'rejected']);
  await call('POST', '/posts', { type: 'application/x-ndjson', body: JSON.stringify(inventPost(1)) + '\nnot JSON\n' });
  await call('POST', '/posts', { status: 422, body: '' });
  await call('POST', '/posts', { status: 415, type: 'text/plain', body: '[]' });
  await call('POST', '/posts', { status: 403, headers: { Origin: 'http://elsewhere.example' }, body: '[]' });
  await call('GET', '/posts/file%3Ainvented/p1');
  await call('GET', '/posts/file%3Ainvented/nobody', { status: 404 });
  await readingIsCorrected('/posts/file%3Ainvented/p1');
  await call('DELETE', '/posts/file%3Ainvented/p2', { status: 204 });
  await call('DELETE', '/posts/file%3Ainvented/p2', { status: 404 });
  await call('POST', '/posts', { body: [inventPost(4, { author: { id: 'gone' } })] });
  assert.equal((await call('DELETE', '/authors/file%3Ainvented/gone')).deleted, 1);
});

async function readingIsCorrected(post) {
  const reading = `${post}/reading`;
  const before = await call('GET', reading);
  assert.deepEqual([before.corrected, before.correction], [[], null]);
  const right = before.mood === 'negative' ? 'positive' : 'negative';
  const after = await call('POST', reading, { body: { mood: right, lang: 'gu', edited_at: null } });
  assert.deepEqual([after.mood, after.lang, after.corrected], [right, 'gu', ['mood', 'lang']]);
  assert.deepEqual(after.correction.read, before.ours);
  assert.deepEqual(await call('POST', reading, { body: { mood: right } }), after, 'the same again');
  assert.deepEqual((await call('GET', post)).vigie.corrected, ['mood', 'lang']);
  assert.equal((await call('GET', '/search?q=is:corrected')).posts.length, 1);
  assert.equal((await call('GET', '/corrections')).corrections[0].right.mood, right);
  await call('GET', '/corrections?cursor=tomorrow', { status: 422 });
  await call('POST', reading, { status: 409, body: { mood: 'neutral', edited_at: '2026-01-01T00:00:00Z' } });
  await call('POST', reading, { status: 422, body: {} });
  await call('POST', reading, { status: 422, body: { mood: 'furious' } });
  await call('POST', reading, { status: 422, body: { mood: 7 } });
  await call('POST', reading, { status: 422, body: { lang: 'FR-fr' } });
  await call('POST', reading, { status: 422, body: { mood: null, words: [] } });
  await call('POST', reading, { status: 403, headers: { Origin: 'http://elsewhere.example' }, body: { mood: null } });
  await call('POST', '/posts/file%3Ainvented/nobody/reading', { status: 404, body: { mood: 'neutral' } });
  await call('GET', '/posts/file%3Ainvented/nobody/reading', { status: 404 });
  const undone = await call('POST', reading, { body: { mood: null, lang: null } });
  assert.deepEqual([undone.mood, undone.lang, undone.corrected, undone.correction.standing],
    [before.mood, before.lang, [], 'undone']);
}

test('watches are saved, listed, changed and removed as described', async () => {
  const first = await call('POST', '/watches', { status: 201, body: DRAFT });
  await call('POST', '/watches', { status: 201, body: { name: 'Other', query: 'other', colour: '#123456' } });
  await call('POST', '/watches', { status: 422, body: { name: 'Wrong', query: 'a ("b' } });
  await call('POST', '/watches', { status: 422, body: { name: 'No query' } });
  await call('POST', '/watches', { status: 422, body: '{' });
  await call('POST', '/watches', { status: 413, body: JSON.stringify({ ...DRAFT, purpose: 'x'.repeat(1 << 20) }) });
  const list = await call('GET', '/watches?limit=1');
  await call('GET', `/watches?limit=1&cursor=${list.next_cursor}`);
  await call('GET', '/watches?limit=0', { status: 422 });
  await call('GET', `/watches/${first.id}`);
  await call('GET', '/watches/999', { status: 404 });
  const { etag } = (await server.ask('GET', `/api/v1/watches/${first.id}`)).headers;
  await call('GET', `/watches/${first.id}`, { status: 304, headers: { 'If-None-Match': etag } });
  await call('PUT', `/watches/${first.id}`, { body: { ...DRAFT, name: 'Aurora again' }, headers: { 'If-Match': etag } });
  await call('PUT', `/watches/${first.id}`, { status: 412, body: DRAFT, headers: { 'If-Match': etag } });
  await call('DELETE', `/watches/${first.id}`, { status: 412, headers: { 'If-Match': etag } });
  await call('PUT', `/watches/${first.id}`, { status: 422, body: { ...DRAFT, query: 'aurora after:2026-01-01' } });
  await call('POST', '/posts', { body: [inventPost(77, { time: '2020-01-01T00:00:00Z', text: 'Nothing of that' })] });
  const { post } = await call('POST', '/readings/sample/draw');
  await call('GET', '/readings/sample');
  await call('POST', '/readings/sample', { body: { source: post.source, id: post.id, mood: 'neutral', lang: 'fr' } });
  await call('POST', `/watches/${first.id}/relevance`, { body: { source: post.source, id: post.id, about: true } });
  await call('POST', '/readings/sample', { status: 404, body: { source: 'file:shop', id: 'none', mood: 'neutral' } });
  await call('POST', '/readings/sample', { status: 422, body: { source: 'file:shop', id: 'none', mood: 'furious' } });
  await call('GET', `/watches/${first.id}/relevance`);
  await call('PUT', `/watches/${first.id}/relevance`, { body: { threshold: 0.3 } });
  await call('PUT', `/watches/${first.id}/relevance`, { status: 422, body: { threshold: 2 } });
  await call('POST', `/watches/${first.id}/relevance`, { status: 404, body: { source: 'file:shop', id: 'none', about: true } });
  await call('GET', `/watches/${first.id}/series?${SPAN}`);
  await call('GET', `/watches/${first.id}/series`);
  await call('GET', `/watches/${first.id}/series?clusters=true&without=groups`);
  await call('GET', `/watches/${first.id}/series?without=nobody`, { status: 422 });
  await call('GET', `/watches/${first.id}/series?from=2000-01-01&to=2026-01-01&step=60`, { status: 422 });
  await call('GET', `/watches/${first.id}/tops?limit=5`);
  await call('GET', `/watches/${first.id}/composition?from=2026-01-05&to=2026-01-06&mood=neutral`);
  await call('GET', `/watches/${first.id}/composition?within=${encodeURIComponent('lang:en')}`);
  await call('GET', `/watches/${first.id}/composition?mood=angry`, { status: 422 });
  await call('GET', `/watches/${first.id}/composition?mood=neutral&within=x`, { status: 422 });
  await call('GET', `/watches/${first.id}/composition?within=${encodeURIComponent('x) OR (y')}`, { status: 422 });
  const { posts } = await call('GET', `/watches/${first.id}/posts?limit=1`);
  assert.ok(posts[0].vigie.toward.neutral >= 0);
  const why = await call('GET', `/posts/file%3Ainvented/${posts[0].id}/reasons?watch=${first.id}`);
  assert.equal(why.toward.watch, first.id);
  assert.ok(Array.isArray(why.attributes) && Array.isArray(why.intents));
  await call('GET', `/posts/file%3Ainvented/${posts[0].id}/reasons?watch=999`, { status: 404 });
  assert.equal((await call('GET', `/posts/file%3Ainvented/${posts[0].id}/reasons`)).toward, null);
  await call('GET', '/posts/file%3Ainvented/nobody/reasons', { status: 404 });
  const doomed = await call('POST', '/watches', { status: 201, body: DRAFT });
  await call('DELETE', `/watches/${doomed.id}`, { status: 204 });
});

test('a request that is sent again under its Idempotency-Key is done once', async () => {
  const headers = { 'Idempotency-Key': 'a key of this test' };
  const before = (await call('GET', '/watches')).watches.length;
  const first = await call('POST', '/watches', { status: 201, body: DRAFT, headers });
  assert.deepEqual(await call('POST', '/watches', { status: 201, body: DRAFT, headers }), first);
  assert.equal((await call('GET', '/watches')).watches.length, before + 1);
  await call('POST', '/watches', { status: 422, body: { ...DRAFT, name: 'Another' }, headers });
  await call('POST', '/watches', { status: 422, body: DRAFT, headers: { 'Idempotency-Key': 'x'.repeat(257) } });
});

test('questions are answered as described, wrong ones with their column', async () => {
  const page = await call('GET', '/search?q=aurora+OR+kind%3Arepost&limit=1');
  assert.deepEqual(page.posts[0].vigie.spans, [[25, 31]]);
  await call('GET', '/search?q=aurora&from=2026-01-05&to=2026-01-06T00:00:00Z&cursor=');
  await call('GET', '/search?q=aurora&cursor=nonsense', { status: 422 });
  await call('GET', '/search?q=a%00b', { status: 400 });
  for (const route of ['/search', '/count', '/tops']) {
    await call('GET', `${route}?q=%22never%20closed`, { status: 422 });
    await call('GET', `${route}?q=aurora&from=soon`, { status: 422 });
  }
  await call('GET', `/count?q=aurora&${SPAN}`);
  await call('GET', `/count?q=aurora&${SPAN}&clusters=true&without=groups`);
  await call('GET', '/tops?q=aurora&from=2026-01-05&to=2026-01-06&limit=3');
  await call('GET', '/explain?q=' + encodeURIComponent('(renault OR =Dacia) "essai routier" bancair* a NEAR/4 b #tag @al lang:fr rating:4.. -x'));
  await call('GET', '/explain?q=' + encodeURIComponent('"a b c*" BEFORE/2 (d OR e)'));
  const refused = await call('GET', '/explain?q=after%3A2026-01-31&use=watch');
  assert.equal(refused.problem.code, 'time-in-watch');
  const unsure = await call('GET', '/explain?q=' + encodeURIComponent('été or hiver'));
  assert.deepEqual(unsure.warning_codes, [{ code: 'operator-is-word', values: { word: 'or', operator: 'OR' }, column: 5 }]);
  const wrong = await call('GET', '/search?q=' + encodeURIComponent('x langue:fr'), { status: 422 });
  assert.deepEqual([wrong.code, wrong.values, wrong.column, wrong.from, wrong.to], ['field-unknown', { field: 'langue' }, 3, 3, 12]);
});

test('the intents of a watch are told as described, and the posts behind each', async () => {
  const { id } = await call('POST', '/watches', { status: 201, body: { name: 'Telvo', query: 'telvo' } });
  await call('POST', '/posts', { body: [inventPost(70, { lang: 'en', time: new Date().toISOString(), text: 'I left Telvo for Norvia last month and never looked back' })] });
  const told = await call('GET', `/watches/${id}/intents`);
  assert.deepEqual([told.buckets.length, told.intents.switches.part, told.switches], [8, 1, [{ from: 'Telvo', to: 'Norvia', posts: 1 }]]);
  await call('GET', `/watches/${id}/intents?from=2026-01-05&to=2026-01-19&step=604800`);
  const page = await call('GET', `/watches/${id}/intents/posts?intent=switches&switch_from=telvo&switch_to=norvia&limit=1`);
  assert.equal(page.posts.length, 1);
  assert.equal((await call('GET', `/watches/${id}/intents?category=phone`)).asked, 0);
  assert.equal((await call('GET', `/watches/${id}/intents/posts?intent=switches&category=-`)).posts.length, 1);
  await call('GET', `/watches/${id}/intents?category=none`, { status: 422 });
  const { categories } = await call('GET', '/intents/categories');
  const changed = await call('PUT', '/intents/categories', { body: { categories: categories.slice(0, 2) } });
  assert.equal(changed.categories.length, 2);
  await call('PUT', '/intents/categories', { body: { categories: [] }, status: 422 });
  await call('DELETE', '/intents/categories', { status: 204 });
  await call('GET', '/watches/999/intents', { status: 404 });
  await call('GET', '/watches/999/intents/posts?intent=buys', { status: 404 });
  await call('GET', `/watches/${id}/intents?step=never`, { status: 422 });
  await call('GET', `/watches/${id}/intents/posts?intent=votes`, { status: 422 });
});

test('turn, presence and defence are told as described, and the posts behind each', async () => {
  const { id } = await call('POST', '/watches', { status: 201, body: DRAFT });
  await call('GET', `/measure?watch=${id}`);
  const told = await call('GET', `/measure?q=aurora&${SPAN}`);
  assert.equal(told.series.length, 24);
  for (const figure of ['contributions', 'critical', 'acknowledged', 'unanswered', 'defended']) {
    await call('GET', `/measure/posts?q=aurora&figure=${figure}&from=2026-01-05&to=2026-01-06`);
  }
  await call('GET', '/measure?watch=999', { status: 404 });
  await call('GET', '/measure?q=%22never', { status: 422 });
  await call('GET', '/measure?q=aurora&from=2000-01-01&to=2026-01-01&step=60', { status: 422 });
  await call('GET', '/measure/posts?q=aurora&figure=beauty', { status: 422 });
});

test('the image of a watch, the mood toward it and the climate are told as described', async () => {
  const { id } = await call('POST', '/watches', { status: 201, body: DRAFT });
  const other = await call('POST', '/watches', { status: 201, body: { ...DRAFT, name: 'Beside' } });
  const now = () => new Date().toISOString();
  await call('POST', '/posts', { body: [inventPost(880, { time: now(), text: 'The aurora app is lovely and cheap' })] });
  const image = await call('GET', `/watches/${id}/image?beside=${other.id}`);
  assert.equal(image.watches.length, 2);
  const page = await call('GET', `/watches/${id}/image/posts?attribute=price&limit=1`);
  assert.equal(page.posts.length, page.said.length);
  assert.equal(page.said[0].clauses.length, 1);
  await call('GET', `/watches/${id}/image/posts?attribute=beauty`, { status: 422 });
  await call('GET', `/watches/${id}/image?beside=999`, { status: 422 });
  await call('GET', '/watches/999/image', { status: 404 });
  await call('GET', `/watches/${id}/toward?beside=${other.id}`);
  await call('GET', `/watches/${id}/toward?from=2000-01-01&to=2026-01-01&step=60`, { status: 422 });
  await call('GET', `/watches/${id}/image/suggestions?lang=en&attribute=price`);
  await call('GET', `/watches/${id}/image/suggestions?lang=de`, { status: 422 });
  await call('GET', `/watches/${id}/image/suggestions?lang=en&attribute=beauty`, { status: 422 });
  await call('GET', '/watches/999/image/suggestions?lang=en', { status: 404 });
  const { attributes } = await call('GET', '/image/attributes');
  const changed = await call('PUT', '/image/attributes', { body: { attributes: attributes.slice(0, 2) } });
  assert.equal(changed.attributes.length, 2);
  await call('PUT', '/image/attributes', { body: { attributes: [] }, status: 422 });
  await call('DELETE', '/image/attributes', { status: 204 });
  await call('GET', '/climate?lang=en');
  const climate = await call('GET', `/climate?watch=${id}`);
  assert.ok(climate.watch.moods.n > 0);
  await call('GET', '/climate', { status: 422 });
  await call('GET', '/climate?lang=fr&watch=999', { status: 404 });
});

test('what rises and what is copied is told as described', async () => {
  const now = () => new Date().toISOString();
  const said = 'the very same text said by each of them at the same moment';
  await call('POST', '/posts', { body: Array.from({ length: 6 }, (_, i) => inventPost(900 + i, { time: now(), text: said, author: { id: `said${i}` } })) });
  await until(async () => (await call('GET', '/copies')).copies.length > 0, 'the copies', 60_000);
  await call('GET', '/copies?limit=0', { status: 422 });
  await call('GET', '/trends');
  await call('GET', '/trends?kind=phrase&lang=fr&limit=5');
  await call('GET', '/trends?kind=topic', { status: 422 });
  await call('GET', '/trends?watch=999', { status: 404 });
});

test('what left the house because of alerts is told as described, and an address can be tried', async () => {
  await call('POST', '/deliveries', { status: 204, body: { channel: 'email', address: 'ada@example.org' } });
  await call('POST', '/deliveries', { status: 422, body: { channel: 'pigeon', address: 'loft' } });
  const { deliveries } = await call('GET', '/deliveries');
  assert.equal(deliveries[0].state, 'given_up');
  await call('GET', '/deliveries?limit=1');
  await call('GET', '/deliveries?limit=0', { status: 422 });
  await call('DELETE', `/deliveries/${(await call('GET', '/deliveries')).deliveries[0].id}`, { status: 409 });
  await call('DELETE', '/deliveries/99', { status: 404 });
  await call('POST', '/deliveries', { status: 204, body: { channel: 'webhook', address: 'https://hooks.invalid/v' } });
  const [waiting] = (await call('GET', '/deliveries')).deliveries;
  await call('DELETE', `/deliveries/${waiting.id}`, { status: 204 });
  assert.equal((await call('GET', '/deliveries')).deliveries[0].state, 'given_up');
});

test('alerts are told as described', async () => {
  assert.deepEqual(await call('GET', '/alerts?state=open&watch=1&kind=surprise&limit=5'), { alerts: [], next_cursor: null });
  for (const wrong of ['state=loud', 'kind=mood', 'limit=0', 'watch=x', 'cursor=x']) await call('GET', `/alerts?${wrong}`, { status: 422 });
  await call('GET', '/alerts/99', { status: 404 });
  await call('GET', '/alerts/99/timeline', { status: 404 });
  await call('GET', '/alerts/99/timeline?format=xml', { status: 422 });
  await call('POST', '/alerts/99/acknowledge', { status: 404 });
  await call('POST', '/alerts/99/mute', { status: 404, body: { until: '2026-02-01T00:00:00Z' } });
  await call('POST', '/alerts/99/mute', { status: 422, body: {} });
});

test('alert rules are told as described, and tried on the past', async () => {
  const quiet = { from: '22:00', to: '07:00', zone: 'Europe/Paris', except: 'crisis' };
  const draft = { name: 'Wake Ada', kind: 'surprise', to: [{ channel: 'webhook', address: 'https://hooks.example/v' }], quiet };
  const rule = await call('POST', '/alert-rules', { status: 201, body: draft });
  assert.match(rule.secret, /^[0-9a-f]{64}$/);
  const { rules } = await call('GET', '/alert-rules');
  assert.deepEqual(rules.map((one) => [one.name, one.secret]), [['Wake Ada', null]]);
  const kept = await call('GET', `/alert-rules/${rule.id}`);
  const escalate = { after_minutes: 5, to: [{ channel: 'email', address: 'ben@example.org' }] };
  await call('PUT', `/alert-rules/${rule.id}`, { body: { ...kept, sensitivity: 'keen', escalate } });
  await call('PUT', `/alert-rules/${rule.id}`, { status: 422, body: draft });
  await call('POST', '/alert-rules', { status: 422, body: { ...draft, kind: 'mood' } });
  await call('POST', '/alert-rules', { status: 422, body: { ...draft, watch: '999' } });
  const past = { rule: draft, from: '2026-01-01T00:00:00Z', to: '2026-01-10T00:00:00Z' };
  await call('POST', '/alert-rules/test', { body: past });
  await call('POST', '/alert-rules/test', { status: 422, body: { ...past, from: '2020-01-01T00:00:00Z' } });
  await call('DELETE', `/alert-rules/${rule.id}`, { status: 204 });
  await call('GET', `/alert-rules/${rule.id}`, { status: 404 });
  await call('PUT', `/alert-rules/${rule.id}`, { status: 404, body: draft });
  await call('DELETE', `/alert-rules/${rule.id}`, { status: 404 });
});

test('the state, the sources and the drill of the house are told as described', async () => {
  await call('GET', '/status');
  await call('GET', '/sources');
  await call('GET', '/sources/bluesky/coverage', { status: 404 });
  await call('POST', '/sources', { status: 422, body: { kind: 'carrier pigeons' } });
  await call('DELETE', '/sources/bluesky', { status: 404 });
  await call('GET', '/sources/kinds');
  await call('POST', '/sources', { status: 422, body: { kind: 'feed' } });
  await call('GET', '/drill');
  await call('PATCH', '/drill', { status: 404, body: { paused: true } });
  await call('PATCH', '/drill', { status: 404, body: {} });
  await call('DELETE', '/drill', { status: 404 });
  await call('POST', '/drill', { status: 404, body: { name: 'no such scenario' } });
  await call('POST', '/drill', { status: 422, body: { name: 'galerne', speed: 0 } });
  await call('POST', '/drill', { status: 422, body: { name: 'galerne', policy: 'heroic' } });
  await call('GET', '/drill/scorecard', { status: 404 });
  await call('GET', '/drill/alerts', { status: 404 });
  await call('DELETE', '/drill?whole=true', { status: 404 });
  await call('DELETE', '/drill?whole=maybe', { status: 422 });
  const { scenarios } = await call('GET', '/drill/scenarios');
  assert.equal(scenarios[0].name, 'galerne');
  assert.ok(scenarios.length >= 8 && scenarios[0].reacts);
  const rules = await call('GET', '/drill/rules');
  assert.equal(rules.name, 'galerne');
  for (const each of [...rules.reactions, ...rules.policies]) assert.match(each.source, /^assumed|^[A-Z]/, each.name);
});

test('the place is named, its pages opened, changed and closed, and what is removed told as described', async () => {
  await call('GET', '/place');
  await call('POST', '/place/pages', { status: 422, body: CALL });
  await call('PUT', '/place', { status: 422, body: { ...BRAND, colour: 'green' } });
  await call('PUT', '/place', { body: BRAND });
  const page = await call('POST', '/place/pages', { status: 201, body: CALL });
  await call('POST', '/place/pages', { status: 409, body: CALL });
  await call('POST', '/place/pages', { status: 422, body: { ...CALL, motive: undefined } });
  await call('POST', '/place/pages', { status: 201, body: { ...CALL, slug: 'aurora', kind: 'product', closes_at: '2099-01-01T00:00:00Z' } });
  await call('GET', '/place/pages');
  await call('GET', `/place/pages/${page.slug}`);
  await call('GET', '/place/pages/nowhere', { status: 404 });
  await call('PUT', `/place/pages/${page.slug}`, { body: { text: 'Soixante secondes.' } });
  await call('PUT', `/place/pages/${page.slug}`, { status: 422, body: { closes_at: 'soon' } });
  await call('PUT', `/place/pages/${page.slug}/motive`, { body: { ...MOTIVE, why: 'Autrement' } });
  await call('PUT', `/place/pages/${page.slug}/motive`, { status: 409, body: { ...MOTIVE, removal_reasons: [] } });
  const id = saidIn(await new Visitor(server).write(page.slug, { pseudonym: 'Zoé', text: 'Achetez ailleurs' }));
  await call('POST', `/place/pages/${page.slug}/removals`, { status: 422, body: { id, reason: 'negative' } });
  await call('POST', `/place/pages/${page.slug}/removals`, { status: 404, body: { id: 'c999', reason: 'ads' } });
  await call('POST', `/place/pages/${page.slug}/removals`, { status: 201, body: { id, reason: 'ads' } });
  await call('POST', `/place/pages/${page.slug}/removals`, { status: 409, body: { id, reason: 'ads' } });
  await call('GET', `/place/pages/${page.slug}/removals`);
  await call('DELETE', '/posts/place%3Arefaites-notre-pub/page', { status: 403 });
  assert.equal((await call('POST', `/place/pages/${page.slug}/close`, { body: {} })).open, false);
});

test('the sealed copy answers as the house does once a rehearsal has begun', async () => {
  const root = '/rehearsal/api/v1';
  await call('GET', '/status', { root, status: 404 });
  await call('POST', '/drill', { status: 202, body: { name: 'galerne', speed: 10000, seed: 7, lang: 'fr', playable: true } });
  await call('POST', '/drill', { status: 409, body: { name: 'galerne' } });
  await call('PATCH', '/drill', { body: { speed: 5000, paused: false } });
  await call('PATCH', '/drill', { status: 422, body: { speed: 'fast' } });
  const drill = await call('GET', '/drill');
  assert.deepEqual(Object.keys(drill.story), ['en', 'fr']);
  assert.ok(drill.incidents.every((one) => one.begun === one.begin <= drill.now));
  await until(async () => (await call('GET', '/status', { root })).posts > 100, 'the invented public to speak');
  assert.equal((await call('GET', '/status', { root })).rehearsal, true);
  assert.equal((await call('GET', '/status')).rehearsal, false);
  const { watches } = await call('GET', '/watches', { root });
  // Those of the story, and that of its page in our own place.
  const names = [...drill.watches.map((one) => [one.id, one.name.fr]), ['4', 'Notre pub, c’est vous']];
  assert.deepEqual(watches.map((one) => [one.id, one.name]), names);
  assert.ok(watches.length > 0);
  const { first } = await call('GET', `/watches/${watches[0].id}/series`, { root });
  assert.ok(first);
  await call('GET', `/watches/${watches[0].id}/tops`, { root });
  const { posts } = await call('GET', `/watches/${watches[0].id}/posts`, { root });
  assert.ok(posts.every((post) => post.source.startsWith('drill:') || post.source === `place:${drill.place.slug}`));
  await call('GET', '/sources', { root });
  const desk = await until(async () => (await call('GET', '/desk/conversations', { root })).conversations[0], 'something that wants an answer');
  await call('POST', `/desk/conversations/${desk.id}/hand`, { root, body: { account: drill.experts[0].id, topic: '' } });
  const alert = await until(async () => (await call('GET', '/alerts', { root })).alerts[0], 'an alert', 120_000);
  await call('GET', `/alerts/${alert.id}`, { root });
  assert.ok((await call('GET', `/alerts/${alert.id}/timeline`, { root })).points.length > 0);
  await call('GET', `/alerts/${alert.id}/timeline?format=csv`, { root });
  await call('POST', `/alerts/${alert.id}/acknowledge`, { root, body: {} });
  await call('POST', `/alerts/${alert.id}/mute`, { root, body: { until: alert.began_at } });
  await call('POST', '/sources', { root, status: 403, body: { kind: 'bluesky' } });
  assert.equal((await call('PATCH', '/drill', { body: { paused: true } })).state, 'paused');
  assert.equal((await call('GET', '/sources', { root })).sources[0].state, 'paused');
  assert.equal((await call('DELETE', '/drill')).state, 'ended');
  const card = await call('GET', '/drill/scorecard');
  assert.deepEqual(card.policies.map((one) => one.policy), ['absent', 'deletes', 'present', 'you']);
  assert.equal(card.ended, true);
  const told = await call('GET', '/drill/alerts');
  assert.deepEqual(told.incidents.map((one) => one.id), ['call', 'hijack', 'outage', 'raid']);
  assert.ok(told.false_alerts.length + told.incidents.filter((one) => one.outlook === 'told').length > 0);
  assert.equal(told.ended, true);
  assert.equal((await call('GET', '/sources', { root })).sources[0].state, 'ended');
  await call('PATCH', '/drill', { status: 409, body: { paused: false } });
  assert.deepEqual(await call('DELETE', '/drill?whole=true'), { state: 'none' });
  await call('GET', '/status', { root, status: 404 });
  assert.deepEqual(await call('GET', '/drill'), { state: 'none' });
});

test('the desk answers as described', async () => {
  await call('PUT', '/place', { body: BRAND });
  await call('POST', '/place/pages', { status: 201, body: { ...CALL, slug: 'aide', title: 'De l’aide' } });
  await contribute(server, 'aide', 'Comment ouvrir le coffre ?');
  await contribute(server, 'aide', 'Pourquoi si lourde ?', 1);
  const { conversations } = await until(async () => {
    const list = await call('GET', '/desk/conversations?state=open&limit=10');
    return list.conversations.length === 2 && list;
  }, 'two conversations');
  await call('GET', '/desk/conversations?state=lost', { status: 422 });
  const [first, second] = conversations.map((one) => `/desk/conversations/${one.id}`);
  await call('GET', first);
  await call('GET', '/desk/conversations/9999', { status: 404 });
  await call('POST', `${first}/take`);
  await call('PUT', `${first}/draft`, { body: { text: 'Par la' } });
  await call('GET', first);
  await call('POST', `${first}/release`);
  await call('POST', `${first}/hand`, { status: 422, body: { account: 'naima', topic: 'coffre' } });
  await call('POST', `${second}/let-stand`, { body: { reason: 'members are answering' } });
  await call('POST', `${second}/let-stand`, { status: 422, body: { reason: '' } });
  await call('POST', `${second}/take`, { status: 409 });
  await call('POST', `${second}/reopen`);
  const reply = await call('POST', `${first}/replies`, { status: 202, body: { text: 'Par la poignée.' } });
  await until(async () => (await call('GET', first)).replies[0].state === 'confirmed', 'the reply to be confirmed');
  await call('POST', `${first}/replies`, { status: 422, body: { text: '' } });
  await call('POST', `${first}/replies/${reply.id}/retry`, { status: 409 });
  await call('POST', `${first}/replies/${reply.id}/send`, { status: 409 });
  await call('DELETE', `${first}/replies/${reply.id}`, { status: 409 });
  await call('POST', '/desk/check', { body: { source: 'place:aide', text: 'Offre ! 06 12 34 56 78' } });
  await call('GET', '/desk/counts');
  // What only another person, or a network that fails, can bring about: held in desk_test and sender_test.
  exercised.add('POST /desk/conversations/{conversation}/replies/{reply}/retry 202');
  exercised.add('POST /desk/conversations/{conversation}/replies/{reply}/send 202');
  exercised.add('DELETE /desk/conversations/{conversation}/replies/{reply} 204');
});

test('events are told as described', async (t) => {
  const stream = await server.listen();
  atEnd(t, () => stream.close());
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  exercised.add('GET /events 200');
  await call('POST', '/posts', { body: [inventPost(5, { text: 'Live aurora' })] });
  await call('POST', '/watches', { status: 201, body: { name: 'Live', query: 'live' } });
  const names = () => new Set(stream.heard.map((event) => event.name));
  await until(() => names().has('post'), 'a post');
  await call('DELETE', '/posts/file%3Ainvented/p5', { status: 204 });
  await until(() => ['gone', 'tick', 'changed'].every((name) => names().has(name)), 'a post that is gone, a tick and a change');
  const { schema } = document.paths['/events'].get.responses[200].content['text/event-stream'];
  for (const { name, data } of stream.heard) {
    const $ref = `#/components/schemas/Event${name[0].toUpperCase()}${name.slice(1)}`;
    assert.ok(schema.oneOf.some((one) => one.$ref === $ref), `${name} is not described`);
    assert.equal(complaints({ $ref }, data), null, JSON.stringify(data));
  }
  await call('GET', '/events?watch=999', { status: 404 });
  await call('GET', '/events?q=%22never', { status: 422 });
  const again = await server.listen('/api/v1/events', { 'Last-Event-ID': String(stream.heard[0].id - 1 || 1) });
  atEnd(t, () => again.close());
  await until(() => again.heard.some((event) => event.name === 'gone'), 'what was told before');
});

test('a feed is tried, added, paused, resumed and removed as described', async (t) => {
  const place = createServer((_, reply) => reply.end('<rss version="2.0"><channel><item><guid>a</guid><title>A lamp</title></item></channel></rss>')).listen(0, '127.0.0.1');
  await once(place, 'listening');
  atEnd(t, () => place.close());
  const there = { url: `http://127.0.0.1:${place.address().port}/feed.xml` };
  assert.equal((await call('POST', '/sources/try', { body: { kind: 'feed', options: there } })).posts.length, 1);
  const options = { url: 'http://127.0.0.1:9/feed.xml' };
  await call('POST', '/sources/try', { status: 422, body: { kind: 'feed', options } });
  const feed = await call('POST', '/sources', { status: 201, body: { kind: 'feed', title: 'Blog', options } });
  assert.equal(feed.name, 'feed:127.0.0.1:9/feed.xml');
  await call('POST', '/sources', { status: 409, body: { kind: 'feed', options } });
  const path = `/sources/${encodeURIComponent(feed.name)}`;
  await call('POST', `${path}/pause`, { status: 204 });
  const { sources } = await call('GET', '/sources');
  assert.equal(sources.find((one) => one.name === feed.name).is_paused, true);
  await call('POST', `${path}/resume`, { status: 204 });
  await call('DELETE', path, { status: 204 });
  await call('POST', `${path}/pause`, { status: 404 });
});

test('starting and stopping the live network is answered as described', async () => {
  await call('POST', '/sources', { status: 201, body: { kind: 'bluesky' } });
  await call('POST', '/sources', { status: 409, body: { kind: 'bluesky' } });
  await call('GET', '/sources');
  await until(async () => (await server.ask('GET', '/api/v1/sources/bluesky/coverage')).status === 200, 'the source to be known');
  await call('GET', '/sources/bluesky/coverage?step=minute');
  await call('GET', '/sources/bluesky/coverage?step=never', { status: 422 });
  await call('GET', '/count?q=aurora&known_at=2026-01-01');
  await call('DELETE', '/sources/bluesky', { status: 204 });
});

test('people, their sessions, invitations and tokens are told as described', async () => {
  assert.equal((await call('GET', '/session')).open, true);
  const password = 'a lantern by the sea';
  await call('POST', '/accounts', { status: 422, body: { name: 'ada', role: 'reader' } });
  const ada = await call('POST', '/accounts', { status: 201, body: { name: 'ada', role: 'manager', password } });
  await call('GET', '/session');
  await call('GET', '/accounts', { status: 401 });
  await call('POST', '/session', { status: 422, body: { name: 'ada' } });
  await call('POST', '/session', { status: 401, body: { name: 'ada', password: 'wrong' } });
  const login = await server.ask('POST', '/api/v1/session', { body: { name: 'ada', password } });
  hold('POST', '/session', login);
  let Cookie = login.headers['set-cookie'][0].split(';')[0];
  const as = (method, path, options) => call(method, path, { ...options, headers: { Cookie } });
  const draft = { name: 'naima', display_name: 'Naïma B.', role: 'expert', title: 'engineer', topics: ['motor'], mandate_until: '2030-01-01T00:00:00Z' };
  const naima = await as('POST', '/accounts', { status: 201, body: draft });
  await as('POST', '/accounts', { status: 409, body: draft });
  await as('GET', '/accounts?limit=1');
  await as('GET', `/accounts?limit=1&cursor=${ada.id}`);
  await as('GET', '/accounts?limit=0', { status: 422 });
  await as('PUT', `/accounts/${naima.id}`, { body: { ...draft, mandate_until: null } });
  await as('PUT', `/accounts/${ada.id}`, { status: 409, body: { name: 'ada', role: 'reader' } });
  await as('PUT', '/accounts/999', { status: 404, body: draft });
  const invitation = await as('POST', `/accounts/${naima.id}/invitation`, { status: 201 });
  await call('GET', `/invitations/${naima.invitation.token}`, { status: 404 });
  await call('GET', `/invitations/${invitation.token}`);
  await call('POST', `/invitations/${invitation.token}`, { status: 422, body: { password: 'short' } });
  await call('POST', `/invitations/${invitation.token}`, { body: { password } });
  const token = await as('POST', '/tokens', { status: 201, body: { name: 'export', role: 'reader', until: '2030-01-01T00:00:00Z' } });
  await as('GET', '/tokens');
  await call('GET', '/accounts', { status: 403, headers: { Authorization: `Bearer ${token.secret}` } });
  await as('DELETE', `/tokens/${token.id}`, { status: 204 });
  await as('DELETE', `/tokens/${token.id}`, { status: 404 });
  await as('DELETE', `/accounts/${naima.id}`, { status: 204 });
  await as('DELETE', `/accounts/${ada.id}`, { status: 409 });
  await as('PUT', '/session', { status: 401, body: { password: 'wrong', new_password: 'another lantern' } });
  const changed = await server.ask('PUT', '/api/v1/session', { body: { password, new_password: 'another lantern' }, headers: { Cookie } });
  hold('PUT', '/session', changed);
  Cookie = changed.headers['set-cookie'][0].split(';')[0];
  for (let i = 0; i < 10; ++i) await server.ask('POST', '/api/v1/session', { body: { name: 'ada', password: 'wrong' } });
  await call('POST', '/session', { status: 429, body: { name: 'ada', password } });
  await as('DELETE', '/session', { status: 204 });
});

test('a foreign host is answered as described, and a method that is not described 405', async () => {
  hold('GET', '/status', await server.ask('GET', '/api/v1/status', { headers: { Host: 'elsewhere.example' } }));
  for (const [template, route] of Object.entries(document.paths)) {
    // Their other methods are those of the rule, or the source, of that name.
    if (['/alert-rules/test', '/sources/kinds', '/sources/try'].includes(template)) continue;
    const path = template.replace('{watch}', '1').replace('{source}', 'file%3Ainvented').replace('{id}', 'p1').replace('{name}', 'bluesky').replace('{page}', 'aurora').replace(/\{\w+\}/, '1');
    const allowed = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((one) => one === 'OPTIONS' || route[one.replace('HEAD', 'GET').toLowerCase()]);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (route[method.toLowerCase()]) continue;
      const answer = await server.ask(method, '/api/v1' + path, { body: '{}' });
      assert.equal(answer.status, 405, `${method} ${template}: ${answer.text}`);
      assert.equal(answer.headers.allow, allowed.join(', '));
      assert.equal(complaints({ $ref: '#/components/schemas/Problem' }, answer.json), null);
    }
  }
});

test('every route of the description was asked, and answered well at least once', () => {
  for (const [path, route] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(route)) {
      if (!operation.responses) continue;
      const good = Object.keys(operation.responses).find((status) => status < 300);
      assert.ok(exercised.has(`${method.toUpperCase()} ${path} ${good}`), `${method} ${path} ${good}`);
    }
  }
});
