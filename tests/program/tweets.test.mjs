// A real stream of 308,000 posts of 2012 to 2017, through standard input, twice. Which words are
// searched is chosen from the data at run time: none of them stands here.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Command, Server, scratch, shared, succeed } from './vigie.mjs';

const RECORDS = 308_000;
const EMPTY = 5;
const YEARS = [2012, 2013, 2014, 2015, 2016, 2017];
const DAY_MS = 86_400_000;

/** `zstdcat FILE | vigie import -`, and its figures. */
async function importThrough(file, data) {
  const unpack = spawn('zstdcat', [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const command = new Command(['import', '-', '--data', data, '--json'], { stdio: [unpack.stdout, 'pipe', 'pipe'] });
  await command.ended;
  assert.equal(command.code, 0, command.err);
  return command.json();
}

const WORD = /(?<![\p{L}\p{M}\p{N}_@#/.'’])[\p{L}\p{M}]{5,}(?![\p{L}\p{M}\p{N}_'’/.…])/gu;
const german = (text) => /[äöüß]/.test(text) && new Set(text.match(/\b(und|nicht|ist|für|auch|der|mit|wir)\b/g)).size >= 3;
const russian = (text) => /[ыэъ]/.test(text) && !/[іїєґ]/.test(text) && (text.match(WORD)?.length ?? 0) >= 4;
const japanese = (text) => (text.match(/[\u3041-\u3096]/g)?.length ?? 0) >= 10;

/** One pass over the file: counts of each day, and one post of each language. */
async function survey(file) {
  const unpack = spawn('zstdcat', [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const days = new Map();
  const examples = {};
  for await (const line of createInterface({ input: unpack.stdout, crlfDelay: Infinity })) {
    const post = JSON.parse(line);
    if (post.text === '') continue;
    const day = post.time.slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
    for (const [name, is] of Object.entries({ german, russian, japanese })) {
      if (!examples[name] && post.time > '2014' && is(post.text)) examples[name] = post;
    }
  }
  return { days, examples };
}

/** Words of a post as a person would type them. */
const wordsOf = (post) => (japanese(post.text) ? /[\u3041-\u3096\u4e00-\u9fff]{4,8}/.exec(post.text)?.[0] : [...new Set(post.text.match(WORD))].slice(0, 4).join(' '));

test('a real stream is taken in, once however often it is imported, measured over its years, and found by its words', async (t) => {
  const file = shared(t, 'stream/tweets.jsonl.zst');
  if (!file) return;
  const data = join(scratch(t), 'data');
  const first = await importThrough(file, data);
  t.diagnostic(`${Math.round(first.posts_per_s)} posts/s`);
  assert.equal(first.rejected, EMPTY);
  assert.equal(first.accepted + first.duplicates + first.edited, RECORDS - EMPTY);
  assert.equal(first.accepted, RECORDS - EMPTY);
  const second = await importThrough(file, data);
  assert.deepEqual([second.accepted, second.edited, second.duplicates, second.rejected], [0, 0, RECORDS - EMPTY, EMPTY]);

  const { days, examples } = await survey(file);
  assert.deepEqual(Object.keys(examples).sort(), ['german', 'japanese', 'russian'], 'a post of each language');
  const server = await Server.during(t, data);
  assert.equal((await server.api('GET', '/status')).posts, RECORDS - EMPTY);

  const all = await server.api('POST', '/watches', { name: 'All', query: 'source:file:tweets' });
  for (const year of YEARS) {
    const series = await server.api('GET', `/watches/${all.id}/series?from=${year}-01-01&to=${year + 1}-01-01&step=day`);
    let sum = 0;
    for (const bucket of series.buckets) {
      assert.equal(bucket.posts, days.get(bucket.time.slice(0, 10)) ?? 0, bucket.time);
      assert.equal(bucket.negative + bucket.neutral + bucket.positive, bucket.posts, bucket.time);
      assert.ok(bucket.voices <= bucket.posts && (bucket.posts === 0 || bucket.voices > 0), bucket.time);
      sum += bucket.posts;
    }
    assert.equal(series.posts, sum);
    assert.ok(sum > 100, `${year}: ${sum} posts`);
  }
  const told = await server.api('GET', `/watches/${all.id}/series`);
  const known = [...days.keys()].sort();
  assert.equal(told.first.slice(0, 10), known[0]);
  assert.equal(told.last.slice(0, 10), known.at(-1));
  assert.equal((await server.ask('GET', `/watch/${all.id}`)).status, 200);

  for (const [language, post] of Object.entries(examples)) {
    const query = wordsOf(post);
    assert.ok(query, language);
    const watch = await server.api('POST', '/watches', { name: language, query });
    const from = post.time.slice(0, 10);
    const to = new Date(Date.parse(from) + DAY_MS).toISOString().slice(0, 10);
    const found = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await server.api('GET', `/search?q=${encodeURIComponent(query)}&from=${from}&to=${to}&limit=100&cursor=${encodeURIComponent(cursor)}`);
      found.push(...page.posts);
      cursor = page.next_cursor;
    }
    const same = found.find((one) => one.id === post.id);
    assert.ok(same, `the ${language} post ${post.id} is not among ${found.length}`);
    assert.ok(same.vigie.spans.length > 0, language);
    assert.equal(same.vigie.lang, { german: 'de', russian: 'ru', japanese: 'ja' }[language]);
    const series = await server.api('GET', `/watches/${watch.id}/series?from=${from}&to=${to}`);
    assert.equal(series.posts, found.length, language);
  }
  await server.stop();
  await succeed(['verify', '--data', data]);
  t.diagnostic(`${execFileSync('du', ['-sh', data]).toString().split('\t')[0]} on disk`);
});
