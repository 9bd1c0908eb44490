// What an installation learns of its own posts: corrections and labels become a layer over the shipped model of mood.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server, asLines, inventPost, scratch, succeed, vigie } from './vigie.mjs';

const PLACES = ['Lyon', 'Brest', 'Lille', 'Nantes', 'Paris', 'Metz', 'Dijon', 'Tours', 'Nice', 'Caen'];
const DAYS = ['hier', 'lundi', 'ce matin', 'ce soir', 'vendredi', 'en mars', 'samedi', 'en mai', 'mardi', 'jeudi', 'demain', 'dimanche', 'en juin', 'en avril'];
const taught = PLACES.flatMap((place) => DAYS.map((day) => `ticket zorvex ${place} ${day}`));
const post = (number, text) => inventPost(number, { text });

const found = async (data, text) => (await succeed(['search', text, '--json', '--limit', '200', '--data', data])).jsonLines();
const likeliest = (post) => Object.entries(post.vigie.mood).sort((a, b) => b[1] - a[1])[0][0];
/** The mood that is read in the post that `text` alone finds. */
const moodOf = async (data, text) => likeliest((await found(data, text))[0]);

test('corrections become a layer with which posts are read that come in after the next start', async (t) => {
  const data = join(scratch(t), 'data');
  const file = join(data, 'mood-layer.vml');
  const train = ['train', 'mood', '--corrections', '--data', data];
  const none = await vigie(train);
  assert.equal(none.code, 1);
  assert.match(none.err, /no data folder at .*; name one with --data/);

  await succeed(['import', '-', '--data', data], { input: asLines([...taught.map((text, at) => post(at, text)), post(1000, 'ticket zorvex Bordeaux mardi')]) });
  assert.notEqual(await moodOf(data, 'bordeaux'), 'positive');
  const misread = (await found(data, 'lyon OR brest OR lille OR nantes OR paris OR metz OR dijon OR tours OR nice OR caen')).filter((one) => likeliest(one) !== 'positive').map((one) => one.id);
  assert.ok(misread.length >= 110, `${misread.length} posts are misread`);
  let server = await Server.during(t, data);
  const correct = (at) => server.api('POST', `/posts/${encodeURIComponent('file:invented')}/${misread[at]}/reading`, { mood: 'positive' });
  for (let at = 0; at < 99; ++at) await correct(at);
  const few = await vigie(train);
  assert.equal(few.code, 1);
  assert.match(few.err, /99 posts have a mood that somebody corrected or labelled; fewer than 100 teach nothing, and nothing is written/);
  assert.ok(!existsSync(file));

  for (let at = 99; at < 110; ++at) await correct(at);
  for (let drawn = 0; drawn < 3; ++drawn) {
    const { post: { source, id } } = await server.api('POST', '/readings/sample/draw');
    await server.api('POST', '/readings/sample', { source, id, mood: 'positive' });
  }
  const made = await succeed([...train, '--seed', '3']); // Beside the server.
  assert.match(made.out, /random sample: n 3\n/);
  assert.match(made.out, /corrected posts .*: n (10[7-9]|110)\n {2}shipped model alone +accuracy 0\.000 .*\n {2}with the layer +accuracy (0\.9|1\.0)/);
  assert.match(made.out, /mood-layer\.vml: layer-[0-9a-f]{8} over mood-[0-9a-f]{8}, \d+ bytes from 11[0-3] posts/);
  const bytes = readFileSync(file);
  await succeed([...train, '--seed', '3']);
  assert.deepEqual(readFileSync(file), bytes, 'The same seed gives the same bytes.');
  await server.stop();

  // Posts of before stay as they were read; those that come in from now on are read anew.
  await succeed(['import', '-', '--data', data], { input: asLines([post(2000, 'ticket zorvex Toulouse mardi')]) });
  server = await Server.during(t, data);
  await server.stop();
  assert.equal(await moodOf(data, 'toulouse'), 'positive');
  assert.notEqual(await moodOf(data, 'bordeaux'), 'positive');

  // A broken layer is refused at start, by name, and training makes it anew.
  writeFileSync(file, bytes.subarray(0, bytes.length - 1));
  for (const args of [['serve', '--listen', '127.0.0.1:0'], ['import', '-']]) {
    const refused = await vigie([...args, '--data', data], { input: '' });
    assert.equal(refused.code, 1, refused.err);
    assert.match(refused.err, /^vigie: .*\/mood-layer\.vml: mood layer: the model file is broken: its checksum does not fit; make it anew .*, or remove it, .*\n$/);
  }
  await succeed(train);
  await (await Server.during(t, data)).stop();
});

test('a layer is made of a data folder, a model of a folder of texts', async (t) => {
  const cwd = scratch(t);
  for (const args of [['--corrections', '--out', 'm'], ['--corrections', '--folds', '2'], ['--out', 'm'], ['--folds', '2'], []]) {
    assert.equal((await vigie(['train', 'mood', ...args], { cwd })).code, 2, args.join(' '));
  }
  const here = await vigie(['train', 'mood', '--corrections'], { cwd });
  assert.equal(here.code, 1);
  assert.match(here.err, /no data folder at vigie-data/);
});
