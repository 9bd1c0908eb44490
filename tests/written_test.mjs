// Are the posts that we wrote ourselves well formed, and different from one another? models/written/README.md
// says what the columns mean.
// Run: node --test tests/written_test.mjs. Needs Node alone.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const FOLDER = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'models/written');
const MOODS = ['negative', 'neutral', 'positive'];
const ATTRIBUTES = ['price', 'quality', 'service', 'trust', 'safety', 'ecology', 'look'];
const INTENTS = ['wants', 'buys', 'recommends', 'regrets', 'leaves', 'switches', 'asks', 'complains', 'thanks', 'none'];
const NEAR = 0.7;
const NEAR_SHARE_MAX = 0.01;
const SHARE_OF_A_MOOD_MIN = 0.28;

const wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [...text]);

function overlap(some, others) {
  let both = 0;
  for (const word of some) if (others.has(word)) both += 1;
  return both / (some.size + others.size - both);
}

/** The texts that share most of their words with another one. */
function nearCopies(texts) {
  const sets = texts.map(wordsOf);
  const near = new Set();
  for (let one = 0; one < sets.length; one += 1) {
    for (let other = one + 1; other < sets.length; other += 1) {
      const [less, more] = [sets[one].size, sets[other].size].sort((a, b) => a - b);
      if (less >= NEAR * more && overlap(sets[one], sets[other]) >= NEAR) near.add(texts[one]).add(texts[other]);
    }
  }
  return [...near];
}

function problemsOfMood([mood, text, ...more]) {
  if (more.length > 0 || !text) return 'is not `mood<TAB>text`';
  return MOODS.includes(mood) ? null : `has the unknown mood ${mood}`;
}

function problemsOfImage([text, attribute, mood, clause, ...more]) {
  if (more.length > 0 || !clause) return 'is not `text<TAB>attribute<TAB>mood<TAB>clause words`';
  if (!ATTRIBUTES.includes(attribute)) return `has the unknown attribute ${attribute}`;
  if (!MOODS.includes(mood)) return `has the unknown mood ${mood}`;
  return text.includes(clause) ? null : `has a clause that is not in its text: ${clause}`;
}

function problemsOfToward([text, brand, mood, ...more]) {
  if (more.length > 0 || !mood) return 'is not `text<TAB>brand<TAB>mood`';
  if (!MOODS.includes(mood)) return `has the unknown mood ${mood}`;
  return text.toLowerCase().includes(brand.toLowerCase()) ? null : `has a brand that is not in its text: ${brand}`;
}

function problemsOfIntents([text, list, from, to, ...more]) {
  if (!text || !list || more.length > 0) return 'is not `text<TAB>intents[<TAB>from<TAB>to]`';
  const intents = list.split(',');
  const unknown = intents.filter((intent) => !INTENTS.includes(intent));
  if (unknown.length > 0) return `has unknown intents ${unknown}`;
  if (new Set(intents).size < intents.length) return 'names an intent twice';
  if (intents.includes('none') && intents.length > 1) return 'has none beside another intent';
  if (intents.includes('switches') !== (from !== undefined && to !== undefined)) return 'switches without its two names, or names without switches';
  const strange = [from, to].filter((name) => name !== undefined && (!name || !text.includes(name)));
  return strange.length > 0 ? `names what its text does not: ${strange}` : null;
}

const KINDS = {
  mood: { problemsOf: problemsOfMood, textOf: (columns) => columns[1], keyOf: (columns) => columns[1] },
  image: { problemsOf: problemsOfImage, textOf: (columns) => columns[0], keyOf: (columns) => columns.slice(0, 2).join('\t') },
  toward: { problemsOf: problemsOfToward, textOf: (columns) => columns[0], keyOf: (columns) => columns.slice(0, 2).join('\t') },
  versus: { problemsOf: problemsOfToward, textOf: (columns) => columns[0], keyOf: (columns) => columns.slice(0, 2).join('\t') },
  intents: { problemsOf: problemsOfIntents, textOf: (columns) => columns[0], keyOf: (columns) => columns[0] },
};

function problemsOfFile(kind, bytes) {
  const { problemsOf, textOf, keyOf } = KINDS[kind];
  const lines = bytes.split('\n');
  const problems = lines.pop() === '' ? [] : ['the last line has no end'];
  const keys = new Set();
  lines.forEach((line, at) => {
    const columns = line.split('\t');
    const found = [problemsOf(columns)];
    if (columns.some((column) => column !== column.trim()) || line.includes('\r')) found.push('has a space before or after a column');
    if (line !== line.normalize('NFC') || line.includes('\ufffd')) found.push('is not composed UTF-8');
    if (keys.has(keyOf(columns))) found.push('is there twice');
    keys.add(keyOf(columns));
    problems.push(...found.filter(Boolean).map((problem) => `line ${at + 1} ${problem}`));
  });
  const texts = [...new Set(lines.map((line) => textOf(line.split('\t')) ?? ''))];
  return { problems, texts, columns: lines.map((line) => line.split('\t')) };
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.tsv'));
const nameOf = /^(mood|image|toward|versus|intents)-(fr|en)\.tsv$/;
const read = (name) => readFileSync(join(FOLDER, name), 'utf8');

test('the folder holds French posts and no file of another kind', () => {
  assert.ok(files.includes('mood-fr.tsv'));
  assert.deepEqual(files.filter((name) => !nameOf.test(name)), []);
});

for (const name of files.filter((file) => nameOf.test(file))) {
  test(`${name}: every row parses, with known labels, no stray space, none twice`, () => {
    assert.deepEqual(problemsOfFile(nameOf.exec(name)[1], read(name)).problems, []);
  });

  test(`${name}: at most one text in a hundred is nearly another`, () => {
    const { texts } = problemsOfFile(nameOf.exec(name)[1], read(name));
    const near = nearCopies(texts);
    assert.ok(near.length <= NEAR_SHARE_MAX * texts.length, near.join('\n'));
  });
}

test('every post with a mood toward a brand names two or more', () => {
  for (const name of files.filter((file) => /^(toward|versus)-/.test(file))) {
    const brands = new Map();
    for (const [text] of problemsOfFile('toward', read(name)).columns) brands.set(text, (brands.get(text) ?? 0) + 1);
    assert.deepEqual([...brands].filter(([, count]) => count < 2), [], name);
  }
});

test('nothing that is kept to measure with is nearly a post to learn from', () => {
  for (const [, kind, language] of files.map((name) => nameOf.exec(name)).filter((parts) => parts && !['mood', 'versus'].includes(parts[1]))) {
    const learnt = ['mood', 'versus'].flatMap((of) => problemsOfFile(of, read(`${of}-${language}.tsv`)).texts).map(wordsOf);
    const held = problemsOfFile(kind, read(`${kind}-${language}.tsv`)).texts;
    const near = held.filter((text) => {
      const words = wordsOf(text);
      return learnt.some((others) => overlap(words, others) >= NEAR);
    });
    assert.deepEqual(near, [], `${kind}-${language}`);
  }
});

for (const name of files.filter((file) => file.startsWith('mood-'))) {
  test(`${name}: about a third of the posts is of each mood`, () => {
    const { columns } = problemsOfFile('mood', read(name));
    for (const mood of MOODS) {
      const share = columns.filter(([label]) => label === mood).length / columns.length;
      assert.ok(share >= SHARE_OF_A_MOOD_MIN, `${mood}: ${share}`);
    }
  });
}

test('what this test looks for is found where it is', () => {
  const problems = (kind, line) => problemsOfFile(kind, line).problems.join('; ');
  assert.match(problems('mood', 'happy\tA text\n'), /unknown mood/);
  assert.match(problems('mood', 'no tab\n'), /is not/);
  assert.match(problems('mood', 'neutral\tA text \n'), /space/);
  assert.match(problems('mood', 'neutral\tA text\nneutral\tA text\n'), /twice/);
  assert.match(problems('mood', 'neutral\tA text'), /no end/);
  assert.match(problems('image', 'Cheap but ugly\tprice\tpositive\tcheap\n'), /clause/);
  assert.match(problems('image', 'Cheap but ugly\tsmell\tpositive\tCheap\n'), /unknown attribute/);
  assert.match(problems('toward', 'Telvo is awful\tKivo\tnegative\n'), /not in its text: Kivo/);
  assert.match(problems('intents', 'I left\tleaves,none\n'), /none beside/);
  assert.match(problems('intents', 'I left\tswitches\n'), /two names/);
  assert.match(problems('intents', 'From A to B\tswitches\tA\tC\n'), /does not: C/);
  assert.equal(problems('intents', 'From A to B\tswitches\tA\tB\n'), '');
  assert.equal(nearCopies(['one two three four', 'four three two one', 'five six']).length, 2);
});
