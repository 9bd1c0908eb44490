// Our own place, over the real binary: opened by a manager, written in by anybody, with nothing but forms.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { BRAND, CALL, HIDDEN, MOTIVE, Visitor, placeServer, saidIn } from './place.mjs';
import { elementsOf } from './strict_html.mjs';
import { atEnd, chance, scratch, until, vigie } from './vigie.mjs';

const SCRIPT = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;

async function opened(t, ...pages) {
  const data = join(scratch(t), 'data');
  const server = await placeServer(t, data);
  await server.api('PUT', '/place', BRAND);
  for (const page of pages) await server.api('POST', '/place/pages', page);
  return server;
}

function expectTame(html) {
  for (const { name, attributes } of elementsOf(html)) {
    assert.ok(!['script', 'img', 'iframe', 'style', 'object', 'b'].includes(name), name);
    for (const [key, value] of Object.entries(attributes)) {
      assert.ok(!key.startsWith('on') && key !== 'style', key);
      if (['href', 'action', 'src'].includes(key)) assert.match(value, /^(\/|#|mailto:|https?:)/);
    }
  }
}

test('no page opens without a whole motive card, nor with one that forbids opinions', async (t) => {
  const server = await opened(t);
  const refuse = async (page, about) => {
    const answer = await server.ask('POST', '/api/v1/place/pages', { body: page });
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.json.detail, about);
  };
  const { motive: _, ...bare } = CALL;
  await refuse(bare, /motive card/);
  for (const member of ['who', 'why', 'use', 'paid', 'how_long']) await refuse({ ...CALL, motive: { ...MOTIVE, [member]: '' } }, new RegExp(member));
  const { removal_reasons: __, ...silent } = MOTIVE;
  await refuse({ ...CALL, motive: silent }, /removal_reasons/);
  for (const words of ['Negative comments', 'Critiques de la marque', 'Off-message']) {
    await refuse({ ...CALL, motive: { ...MOTIVE, removal_reasons: [{ id: 'other', words }] } }, /against the brand/);
  }
  assert.deepEqual((await server.api('GET', '/place/pages')).pages, []);
  assert.equal((await server.ask('GET', '/place/refaites-notre-pub')).status, 404);
});

test('no page opens before the place has a name', async (t) => {
  const server = await placeServer(t);
  assert.equal((await server.ask('POST', '/api/v1/place/pages', { body: CALL })).status, 422);
  assert.equal((await server.ask('GET', '/place')).status, 404);
});

test('a contribution by a plain form is on the page, in the search, on the watch and live within a second', async (t) => {
  const server = await opened(t, CALL);
  const [page] = (await server.api('GET', '/place/pages')).pages;
  assert.equal((await server.api('GET', '/watches')).watches[0].query, 'source:place:refaites-notre-pub');
  const stream = await server.listen(`/api/v1/events?watch=${page.watch}`);
  atEnd(t, () => stream.close());
  const zoe = new Visitor(server);
  const begin = performance.now();
  const answer = await zoe.write(page.slug, { pseudonym: 'Zoé', title: 'Du bleu', text: 'Montrez la mer.\r\nEt le vent.' });
  assert.equal(answer.status, 303, answer.text);
  const id = saidIn(answer);
  await until(() => stream.heard.some(({ name, data }) => name === 'post' && data.post.id === id), 'the live event', 1_000);
  assert.ok(performance.now() - begin < 1_000);
  const { posts } = await server.api('GET', '/search?q=source%3Aplace+mer');
  assert.deepEqual([posts[0].id, posts[0].kind, posts[0].author.id, posts[0].title, posts[0].text], [id, 'entry', 'm:zoe', 'Du bleu', 'Montrez la mer.\nEt le vent.']);
  assert.match((await zoe.open('/refaites-notre-pub')).text, /Montrez la mer/);
  assert.match((await zoe.open(answer.headers.location.replace('/place', '').split('#')[0])).text, /Votre contribution est publiée/);
  assert.equal((await server.api('GET', '/place/pages/refaites-notre-pub')).contributions, 1);
});

test('a script in every field comes out as text, in every page and feed', async (t) => {
  const server = await opened(t);
  await server.api('PUT', '/place', { ...BRAND, brand: `O${SCRIPT}`, tagline: SCRIPT, contact: SCRIPT });
  const motive = { ...MOTIVE, who: SCRIPT, why: SCRIPT, use: SCRIPT, paid: SCRIPT, how_long: SCRIPT, removal_reasons: [{ id: 'x', words: SCRIPT }] };
  await server.api('POST', '/place/pages', { slug: 'p', kind: 'product', title: SCRIPT, text: SCRIPT, lang: 'fr', product: SCRIPT, motive });
  const eve = new Visitor(server);
  const refused = await eve.write('p', { pseudonym: SCRIPT.repeat(3), title: SCRIPT, text: SCRIPT, stars: SCRIPT, experienced_at: SCRIPT, parent: '' });
  assert.equal(refused.status, 422);
  expectTame(refused.text);
  const said = await eve.write('p', { pseudonym: '<b>Eve</b>', title: SCRIPT, text: SCRIPT, stars: '3' });
  assert.equal(said.status, 303, said.text);
  const id = saidIn(said);
  await eve.write('p', { parent: id, pseudonym: '<b>Eve</b>', text: SCRIPT }, `/p/${id}`);
  for (const path of ['', '/p', `/p/${id}`, '/p/motives', `/p/${encodeURIComponent(SCRIPT)}`, `/p?lang=${encodeURIComponent(SCRIPT)}`, `/p/${id}?said=${encodeURIComponent(SCRIPT)}`]) {
    const shown = await eve.open(path);
    expectTame(shown.text);
    assert.match(shown.headers['content-security-policy'], /default-src 'none'/);
    assert.doesNotMatch(shown.headers['content-security-policy'], /script-src|unsafe/);
  }
  const texts = elementsOf((await eve.open(`/p/${id}`)).text).filter((one) => one.attributes.class === 'text').map((one) => one.text);
  assert.deepEqual(texts, [SCRIPT, SCRIPT]);
  assert.doesNotMatch((await eve.open('/p/feed.atom')).text, /<script|<img/);
  await server.api('POST', '/place/pages/p/removals', { id, reason: 'x' });
  for (const path of ['/p', `/p/${id}`, '/p/motives']) expectTame((await eve.open(path)).text);
});

test('what is wrong is told beside what was typed, in the language of who typed it', async (t) => {
  const server = await opened(t, CALL);
  const long = 'Une très longue colère. '.repeat(5_000).slice(0, 100_000);
  for (const [language, wanted] of [['fr', /Plus de 10.000 caractères/], ['en', /More than 10,000 characters/]]) {
    const zoe = new Visitor(server, { language });
    const answer = await zoe.write('refaites-notre-pub', { pseudonym: 'Zoé', text: long });
    assert.equal(answer.status, 422);
    assert.match(answer.text, wanted);
    const area = elementsOf(answer.text).find((one) => one.name === 'textarea');
    assert.equal(area.text.trim(), long.trim());
    assert.equal(area.attributes['aria-invalid'], 'true');
    assert.match(answer.text, /value="Zoé"/);
    assert.match(answer.text, HIDDEN);
  }
  const emoji = await new Visitor(server).write('refaites-notre-pub', { pseudonym: 'Zoé', text: '🐢'.repeat(100_000) });
  assert.equal(emoji.status, 422);
  const whole = await new Visitor(server).write('refaites-notre-pub', { pseudonym: 'Zoé', text: '🐢'.repeat(10_000) });
  assert.equal(whole.status, 303);
  assert.equal((await server.api('GET', '/search?q=source%3Aplace+kind%3Aentry')).posts.length, 1);
});

test('no pseudonym imitates the brand, a product, or who guards the place; none is taken twice on a page', async (t) => {
  const server = await opened(t, CALL, { ...CALL, kind: 'product', title: 'Aurora' });
  for (const pseudonym of ['Orvelle', '0rve11e', 'Orvellе', 'Orvelle Support', 'Aurora', 'Modérateur', 'admin', 'O\u200Brvelle']) {
    const answer = await new Visitor(server).write('refaites-notre-pub', { pseudonym, text: 'Bonjour' });
    assert.equal(answer.status, 422, pseudonym);
  }
  const zoe = new Visitor(server);
  assert.equal((await zoe.write('refaites-notre-pub', { pseudonym: 'Zoé', text: 'Un' })).status, 303);
  assert.equal((await zoe.write('refaites-notre-pub', { pseudonym: 'Zoé', text: 'Deux' })).status, 303);
  const other = await new Visitor(server).write('refaites-notre-pub', { pseudonym: 'ZOE', text: 'Trois' });
  assert.equal(other.status, 422);
  assert.match(other.text, /écrit déjà sous ce pseudonyme/);
});

test('forms that are forged, sent twice, sent from elsewhere, or no forms at all', async (t) => {
  const server = await opened(t, CALL);
  const zoe = new Visitor(server);
  const form = await zoe.token('/refaites-notre-pub');
  const fields = { form, pseudonym: 'Zoé', text: 'Bonjour' };
  const count = async () => (await server.api('GET', '/search?q=source%3Aplace+kind%3Aentry')).posts.length;
  const page = (answer, status) => {
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.headers['content-type'], /^text\/html/);
  };
  page(await zoe.send('refaites-notre-pub', { ...fields, form: form.replace(/.$/, (c) => (c === '0' ? '1' : '0')) }), 403);
  page(await zoe.send('refaites-notre-pub', { ...fields, form: '' }), 403);
  page(await zoe.send('refaites-notre-pub', fields, { headers: { Origin: 'https://elsewhere.example' } }), 403);
  page(await zoe.send('refaites-notre-pub', fields, { headers: { Origin: 'null' } }), 403);
  page(await zoe.send('refaites-notre-pub', fields, { headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403);
  page(await zoe.send('refaites-notre-pub', fields, { type: 'multipart/form-data; boundary=x' }), 415);
  page(await zoe.send('refaites-notre-pub', fields, { type: 'application/json' }), 415);
  page(await zoe.send('refaites-notre-pub', { ...fields, text: 'x'.repeat(3 << 20) }), 413);
  page(await zoe.send('nulle-part', fields), 404);
  page(await server.ask('PUT', '/place/refaites-notre-pub', { body: '{}' }), 405);
  assert.equal((await server.ask('POST', '/api/v1/watches', { body: 'name=a', type: 'application/x-www-form-urlencoded' })).status, 415);
  assert.equal(await count(), 0);
  const answers = await Promise.all([0, 1, 2].map(() => zoe.send('refaites-notre-pub', fields)));
  assert.deepEqual(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size, 1);
  assert.equal((await zoe.send('refaites-notre-pub', fields)).headers.location, answers[0].headers.location);
  assert.equal(await count(), 1);
});

test('a removal takes a reason of the card, leaves a stone, and tells its author', async (t) => {
  const server = await opened(t, CALL);
  const [zoe, ann] = [new Visitor(server), new Visitor(server)];
  const id = saidIn(await zoe.write('refaites-notre-pub', { pseudonym: 'Zoé', text: 'Une pub honteuse' }));
  await ann.write('refaites-notre-pub', { parent: id, pseudonym: 'Ann', text: 'D’accord avec Zoé' }, `/refaites-notre-pub/${id}`);
  const remove = (reason) => server.ask('POST', '/api/v1/place/pages/refaites-notre-pub/removals', { body: { id, reason } });
  for (const reason of ['negative', '', 'off-message']) {
    const refused = await remove(reason);
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.json.clause.map((one) => one.id), ['insult', 'ads']);
  }
  // There is no other door.
  assert.equal((await server.ask('DELETE', `/api/v1/posts/place%3Arefaites-notre-pub/${id}`)).status, 403);
  const forged = { id, source: 'place:refaites-notre-pub', time: new Date().toISOString(), edited_at: new Date(Date.now() + 60_000).toISOString(), text: 'Une pub superbe', author: { id: 'm:zoe' } };
  assert.equal((await server.api('POST', '/posts', [forged])).rejected, 1);
  assert.match((await ann.open('/refaites-notre-pub')).text, /honteuse/);

  assert.equal((await remove('ads')).status, 201);
  assert.equal((await remove('ads')).status, 409);
  const seen = (await ann.open('/refaites-notre-pub')).text;
  assert.doesNotMatch(seen, /honteuse|Zoé/);
  assert.match(seen, /Une contribution a été retirée le/);
  assert.match(seen, /2\. Publicité pour autre chose/);
  const own = (await zoe.open('/refaites-notre-pub')).text;
  assert.match(own, /Votre contribution a été retirée/);
  assert.match(own, /clause 2/);
  const thread = await ann.open(`/refaites-notre-pub/${id}`);
  assert.equal(thread.status, 410);
  assert.match(thread.text, /D’accord avec Zoé/);
  assert.equal((await server.api('GET', '/search?q=honteuse')).posts.length, 0);
  assert.match((await ann.open('/refaites-notre-pub/motives')).text, /Retiré.: 1/);
  const page = await server.api('GET', '/place/pages/refaites-notre-pub');
  assert.deepEqual([page.contributions, page.removed], [1, 1]);
  const late = await ann.write('refaites-notre-pub', { parent: id, pseudonym: 'Ann', text: 'Encore' });
  assert.equal(late.status, 410);
  assert.match(late.text, /Encore/);
});

test('the motive card is public, versioned and readable by machines, its reasons frozen', async (t) => {
  const server = await opened(t, CALL);
  const { removal_reasons: reasons } = MOTIVE;
  const change = (motive) => server.ask('PUT', '/api/v1/place/pages/refaites-notre-pub/motive', { body: motive });
  assert.equal((await change({ ...MOTIVE, removal_reasons: [...reasons, { id: 'more', words: 'Autre chose' }] })).status, 409);
  assert.equal((await change({ ...MOTIVE, removal_reasons: [] })).status, 409);
  assert.equal((await change({ ...MOTIVE, who: '' })).status, 422);
  assert.equal((await change({ ...MOTIVE, why: 'Nous avons changé' })).json.motive.version, 2);
  const card = (await server.ask('GET', '/place/refaites-notre-pub/motives.json')).json;
  assert.deepEqual(card.versions.map((one) => [one.version, one.why]), [[2, 'Nous avons changé'], [1, 'Nous voulons entendre']]);
  assert.deepEqual(card.versions[1].removal_reasons[1], { clause: 2, id: 'ads', words: 'Publicité pour autre chose' });
  const shown = (await new Visitor(server).open('/refaites-notre-pub/motives')).text;
  assert.match(shown, /Nous avons changé[\s\S]*Nous voulons entendre/);
});

test('a closed page gives back what was typed, and takes nothing', async (t) => {
  const server = await opened(t, CALL);
  const zoe = new Visitor(server);
  const form = await zoe.token('/refaites-notre-pub');
  await server.api('POST', '/place/pages/refaites-notre-pub/close', {});
  const answer = await zoe.send('refaites-notre-pub', { form, pseudonym: 'Zoé', text: 'Trop tard ?' });
  assert.equal(answer.status, 410);
  assert.match(answer.text, /Trop tard \?/);
  assert.doesNotMatch((await zoe.open('/refaites-notre-pub')).text, /<form/);
});

test('a product gathers stars, shows few as few, and never those of an answer', async (t) => {
  const server = await opened(t, { ...CALL, kind: 'product', title: 'Aurora' });
  for (const [i, stars] of ['5', '4', '1'].entries()) {
    const answer = await new Visitor(server).write('aurora', { pseudonym: `Voix ${'abc'[i]}`, text: 'Mon avis', stars, experienced_at: '2026-01-02' });
    assert.equal(answer.status, 303, answer.text);
  }
  for (const wrong of [{ stars: '' }, { stars: '6' }, { stars: '4', experienced_at: '2999-01-01' }]) {
    assert.equal((await new Visitor(server).write('aurora', { pseudonym: 'Bob', text: 'Avis', ...wrong })).status, 422);
  }
  const { stars } = await server.api('GET', '/place/pages/aurora');
  assert.deepEqual([stars.count, stars.counts], [3, [1, 0, 0, 1, 1]]);
  assert.match((await new Visitor(server).open('/aurora')).text, /3,3 sur 5, d’après 3 avis[\s\S]*Peu d’avis/);
  const { posts } = await server.api('GET', '/search?q=source%3Aplace%3Aaurora+rating%3A4..');
  assert.deepEqual(posts.map((post) => post.rating), [4, 5]);
});

test('each page has a feed that a reader understands, and so has the place', async (t) => {
  const server = await opened(t, CALL, { ...CALL, kind: 'subject', title: 'Recharge & autonomie' });
  await new Visitor(server).write('recharge-autonomie', { pseudonym: 'Zoé', title: 'a < b & c', text: 'Un ]]> texte\n\nen deux' });
  const data = join(scratch(t), 'fed');
  for (const [path, entries] of [['/recharge-autonomie/feed.atom', 1], ['/refaites-notre-pub/feed.atom', 0], ['/feed.atom', 1]]) {
    const feed = await new Visitor(server).open(path);
    assert.equal(feed.headers['content-type'], 'application/atom+xml; charset=utf-8');
    const read = await vigie(['import', '--data', data, '--format', 'feed', '-'], { input: feed.text });
    assert.equal(read.err.includes('refused'), false, read.err);
    assert.equal(read.code, 0, read.err);
    assert.equal([...feed.text.matchAll(/<entry>/g)].length, entries);
    const again = await server.ask('GET', `/place${path}`, { headers: { 'If-None-Match': feed.headers.etag, 'Accept-Language': 'fr' } });
    assert.equal(again.status, 304);
  }
  const fed = await vigie(['search', 'texte', '--data', data, '--json']);
  assert.match(fed.out, /a < b & c/);
});

test('one address that hastens waits, and keeps what it typed; another does not', async (t) => {
  const server = await opened(t, CALL);
  const hasty = new Visitor(server, { address: '198.51.100.7' });
  let answer;
  for (let i = 0; i <= 10; ++i) answer = await hasty.write('refaites-notre-pub', { pseudonym: 'Zoé', text: `Numéro ${i}` });
  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.match(answer.text, /Numéro 10<\/textarea>/);
  assert.equal((await new Visitor(server, { address: '198.51.100.8' }).write('refaites-notre-pub', { pseudonym: 'Ann', text: 'Un' })).status, 303);
});

test('killed while many write, the place has each acknowledged contribution once and no other twice', async (t) => {
  const data = join(scratch(t), 'data');
  let server = await placeServer(t, data);
  await server.api('PUT', '/place', BRAND);
  await server.api('POST', '/place/pages', CALL);
  const random = chance(11);
  const acknowledged = new Map();
  const sent = [];
  for (let round = 0; round < 3; ++round) {
    const visitors = Array.from({ length: 8 }, (_, i) => new Visitor(server, { address: `198.51.${round}.${i + 1}` }));
    const dies = new Promise((done) => setTimeout(() => done(server.kill()), 300 + random() * 400));
    await Promise.all(visitors.map(async (visitor, i) => {
      for (let n = 0; n < 9; ++n) {
        const text = `round${round}visitor${i}number${n}`;
        const fields = await visitor.token('/refaites-notre-pub').then((form) => ({ form, pseudonym: `Voix ${'abcdefgh'[i]}${'xyz'[round]}`, text }), () => null);
        if (!fields) return;
        sent.push({ fields, cookie: visitor.cookie });
        const answer = await visitor.send('refaites-notre-pub', fields).catch(() => null);
        if (!answer) return;
        assert.equal(answer.status, 303, answer.text);
        acknowledged.set(text, saidIn(answer));
      }
    }));
    await dies;
    server = await placeServer(t, data);
  }
  assert.ok(acknowledged.size > 10, `${acknowledged.size} were acknowledged`);
  // Whoever heard nothing sends the form again.
  for (const { fields, cookie } of sent.filter(({ fields }) => !acknowledged.has(fields.text))) {
    const visitor = new Visitor(server, { address: '203.0.113.9' });
    visitor.cookie = cookie;
    const answer = await visitor.send('refaites-notre-pub', fields);
    if (answer.status === 303) acknowledged.set(fields.text, saidIn(answer));
  }
  const kept = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await server.api('GET', `/search?q=source%3Aplace+kind%3Aentry&limit=100&cursor=${cursor}`);
    kept.push(...page.posts);
    cursor = page.next_cursor;
  }
  assert.deepEqual(new Map(kept.map((post) => [post.text, post.id])), new Map([...acknowledged]));
  assert.equal(kept.length, acknowledged.size);
  assert.equal((await server.api('GET', '/place/pages/refaites-notre-pub')).contributions, kept.length);
});

test('a rehearsal has a place of its own, marked as one, and none of the real', async (t) => {
  const server = await opened(t, CALL);
  await server.api('POST', '/drill', { name: 'galerne', speed: 10_000, seed: 3, lang: 'fr' });
  const sealed = (method, path, body) => server.ask(method, `/rehearsal/api/v1${path}`, { body });
  assert.deepEqual((await sealed('GET', '/place/pages')).json.pages.map((page) => page.slug), ['notre-pub']);  // The story's.
  assert.equal((await sealed('PUT', '/place', BRAND)).status, 200);
  assert.equal((await sealed('POST', '/place/pages', { ...CALL, title: 'Exercice' })).status, 201);
  const zoe = new Visitor(server, { root: '/rehearsal' });
  const answer = await zoe.write('exercice', { pseudonym: 'Zoé', text: 'Pour voir' });
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location, /^\/rehearsal\/place\/exercice\//);
  assert.match((await zoe.open('/exercice')).text, /Répétition.: tout ici est inventé/);
  assert.equal((await server.ask('GET', '/place/exercice')).status, 404);
  assert.equal((await server.api('GET', '/search?q=source%3Aplace+kind%3Aentry')).posts.length, 0);
});
