// What the commands promise: exit codes, outputs that programs read, and the folder that is served.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, statSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { judged, nabScore } from '../bench/nab.mjs';
import { Command, Server, asLines, ask, atEnd, inventPost, rejectsIn, scratch, shared, succeed, until, vigie } from './vigie.mjs';

const HUNDRED = Array.from({ length: 100 }, (_, i) => inventPost(i));
const count = async (data, query = 'aurora') => (await succeed(['search', query, '--data', data, '--json', '--limit', '1000000'])).lines.length;
const without = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** A folder with `posts` imported: { folder, data, file }. */
async function house(t, posts = HUNDRED) {
  const folder = scratch(t);
  const file = join(folder, 'posts.jsonl');
  const data = join(folder, 'data');
  writeFileSync(file, asLines(posts));
  await succeed(['import', file, '--data', data]);
  return { folder, data, file };
}

test('wrong use ends with 2 and says why, help with 0', async (t) => {
  const cwd = scratch(t);
  writeFileSync(join(cwd, 'posts.jsonl'), '');
  const wrong = [
    [], ['frobnicate'], ['search'], ['search', '"never closed'], ['search', 'a', '--limit', 'many'], ['explain', 'a ('],
    ['watch', 'after:2026-01-01 a'], ['import'], ['import', 'posts.jsonl', '--format', 'papyrus'],
    ['import', 'posts.jsonl', '--set', 'nothing'], ['import', 'posts.jsonl', '--map', 'nofield=a'],
    ['import', 'posts.jsonl', '--time-format', '%Q'], ['eval'], ['eval', 'weather', 'x'], ['bench'], ['drill', 'no such scenario'],
  ];
  for (const args of wrong) {
    const done = await vigie(args, { cwd });
    assert.equal(done.code, 2, `vigie ${args.join(' ')}: ${done.code ?? done.signal} ${done.err}`);
    assert.notEqual(done.err, '', `vigie ${args.join(' ')}`);
    assert.equal(done.out, '', `vigie ${args.join(' ')}`);
  }
  for (const args of [['--help'], ['--version'], ...['serve', 'watch', 'import', 'search', 'explain', 'match', 'eval', 'train', 'bench', 'drill', 'verify', 'limits', 'account'].map((name) => [name, '--help'])]) {
    assert.notEqual((await succeed(args, { cwd })).out, '', args.join(' '));
  }
});

test('what the world refuses ends with 1 and one clear line', async (t) => {
  const cwd = scratch(t);
  for (const args of [['import', 'nowhere.jsonl'], ['search', 'a', '--data', 'nowhere'], ['verify', '--data', 'nowhere'],
    ['match', '--watches', 'nowhere.tsv', '--posts', 'nowhere.jsonl'], ['eval', 'mood', 'nowhere.tsv']]) {
    const done = await vigie(args, { cwd });
    assert.equal(done.code, 1, `vigie ${args.join(' ')}: ${done.code ?? done.signal}`);
    assert.match(done.err, /^vigie: .*nowhere.*\n$/, args.join(' '));
  }
});

test('an import gives its figures as JSON, and importing again adds nothing', async (t) => {
  const { data, file } = await house(t);
  const second = (await succeed(['import', file, '--data', data, '--json'])).json();
  assert.deepEqual(Object.keys(second), ['accepted', 'duplicates', 'edited', 'deleted', 'rejected', 'seconds', 'posts_per_s']);
  assert.deepEqual(without(second, 'seconds', 'posts_per_s'), { accepted: 0, duplicates: 100, edited: 0, deleted: 0, rejected: 0 });
  assert.equal(await count(data), 100);
});

test('edits and deletions of an import are obeyed, whatever their order', async (t) => {
  const { folder, data } = await house(t);
  const more = join(folder, 'more.jsonl');
  writeFileSync(more, asLines([
    inventPost(1, { text: 'Mended aurora', edited_at: '2026-01-06T00:00:00Z' }), { id: 'p2', source: 'file:invented', deleted: true },
    { id: 'p200', source: 'file:invented', deleted: true }, inventPost(200),
  ]));
  const told = (await succeed(['import', more, '--data', data, '--json'])).json();
  assert.equal(told.edited, 1);
  assert.equal(told.deleted, 2);
  assert.equal(await count(data), 99);
  assert.equal(await count(data, 'mended'), 1);
  assert.equal(await count(data, 'n2 OR n200 OR n1'), 0);
});

test('each acknowledgement counts the records that are durable, up to the last', async (t) => {
  const { folder, file } = await house(t);
  const done = await succeed(['import', file, '--data', join(folder, 'other'), '--acks']);
  const acked = done.lines.map((line) => Number(/^acked (\d+)$/.exec(line)[1]));
  assert.deepEqual(acked, acked.toSorted((a, b) => a - b));
  assert.equal(acked.at(-1), 100);
});

test('a dry run prints the posts it would keep, one JSON object a line, and keeps nothing', async (t) => {
  const folder = scratch(t);
  const done = await succeed(['import', '-', '--dry-run', '--json', '--data', join(folder, 'data')], { input: asLines([inventPost(1), 'no JSON', inventPost(2)]) });
  assert.deepEqual(done.jsonLines().map((post) => post.id), ['p1', 'p2']);
  assert.deepEqual(without(done.jsonLines()[0], 'kind'), inventPost(1, { time: '2026-01-05T00:01:00Z' }));
  assert.equal(existsSync(join(folder, 'data')), false);
});

test('CSV is read with its columns mapped and values set', async (t) => {
  const folder = scratch(t);
  const file = join(folder, 'shop.csv');
  writeFileSync(file, 'Review;When;user;Stars;Shelf\n"Fine; ""really""";31/01/2026 09:30;ada;4;B\n"two\nlines";01/02/2026 10:00;bob;2;C\n');
  const args = ['--map', 'text=Review', '--map', 'time=When', '--map', 'author.handle=user', '--map', 'rating=Stars', '--set', 'brand=Aurora', '--set', 'kind=review', '--time-format', '%d/%m/%Y %H:%M'];
  const posts = (await succeed(['import', file, ...args, '--dry-run', '--json'])).jsonLines();
  assert.equal(posts[0].source, 'file:shop');
  assert.deepEqual([posts[0].text, posts[0].time, posts[0].author.handle, posts[0].rating, posts[0].brand, posts[0].kind, posts[0].Shelf], ['Fine; "really"', '2026-01-31T09:30:00Z', 'ada', 4, 'Aurora', 'review', 'B']);
  assert.equal(posts[1].text, 'two\nlines');
  assert.notEqual(posts[0].id, posts[1].id);
  for (const accepted of [2, 0]) {
    assert.equal((await succeed(['import', file, ...args, '--json', '--data', join(folder, 'data')])).json().accepted, accepted);
  }
});

test('plain, gzip and zstd are told by their first bytes, and `-` is standard input', async (t) => {
  const folder = scratch(t);
  const plain = Buffer.from(asLines(HUNDRED));
  const packed = { plain, gzip: gzipSync(plain), members: Buffer.concat([gzipSync(plain.subarray(0, 1000)), gzipSync(plain.subarray(1000))]), zstd: execFileSync('zstd', ['-c'], { input: plain, stdio: ['pipe', 'pipe', 'ignore'] }) };
  for (const [name, bytes] of Object.entries(packed)) {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    assert.equal((await succeed(['import', file, '--json', '--data', join(folder, `of-${name}`)])).json().accepted, 100, name);
    assert.equal((await succeed(['import', '-', '--json', '--data', join(folder, `from-${name}`)], { input: bytes })).json().accepted, 100, name);
  }
});

test('what a slow writer says is taken in as it comes, and an import that waits can be stopped', async (t) => {
  const data = join(scratch(t), 'data');
  const running = new Command(['import', '-', '--data', data, '--acks'], { input: null });
  atEnd(t, () => running.child.kill('SIGKILL'));
  for (const number of [1, 2, 3]) {
    running.child.stdin.write(asLines([inventPost(number)]));
    await until(() => running.acked === number, `post ${number} to be acknowledged`);
  }
  running.child.stdin.write('{"half a');
  running.child.kill('SIGINT');
  await running.ended;
  assert.equal(running.code, 1, running.err);
  assert.match(running.err, /stopped before the end/);
  assert.match(running.err, / 0 rejected/);
  assert.equal(await count(data), 3);
});

test('an empty file, feed or stream is read to its end and is no error', async (t) => {
  const folder = scratch(t);
  writeFileSync(join(folder, 'empty.jsonl'), '');
  writeFileSync(join(folder, 'empty.xml'), '<rss version="2.0"><channel><title>Nothing yet</title></channel></rss>');
  for (const name of ['empty.jsonl', 'empty.xml', '-']) {
    const file = name === '-' ? '-' : join(folder, name);
    assert.equal((await succeed(['import', file, '--json', '--data', join(folder, 'data')], { input: '' })).json().accepted, 0, name);
  }
});

test('Statuses, feeds and Jetstream events become posts', async (t) => {
  const folder = scratch(t);
  const status = { id: '7', uri: 'https://masto.example/7', created_at: '2026-01-31T09:30:00Z', content: '<p>Bonjour <b>Aurora</b></p>', visibility: 'public', account: { id: '1', acct: 'ada', url: 'https://masto.example/@ada' } };
  const event = { did: 'did:plc:ada', time_us: 1769851800000000, kind: 'commit', commit: { rev: '1', operation: 'create', collection: 'app.bsky.feed.post', rkey: 'k1', record: { text: 'Hello Aurora', createdAt: '2026-01-31T09:30:00Z' } } };
  const inputs = {
    mastodon: JSON.stringify([status]), jetstream: JSON.stringify(event),
    feed: '<rss version="2.0"><channel><link>https://blog.example/</link><item><title>Aurora</title><link>https://blog.example/1</link><pubDate>Sat, 31 Jan 2026 09:30:00 GMT</pubDate></item></channel></rss>',
  };
  for (const [format, input] of Object.entries(inputs)) {
    const posts = (await succeed(['import', '-', '--format', format, '--dry-run', '--json'], { input })).jsonLines();
    assert.equal(posts.length, 1, format);
    assert.equal(posts[0].time, '2026-01-31T09:30:00Z', format);
    assert.match(posts[0].text + posts[0].title, /Aurora/, format);
  }
  const lines = (await succeed(['import', '-', '--format', 'mastodon', '--dry-run', '--json'], { input: `${JSON.stringify(status)}\n` })).jsonLines();
  assert.equal(lines.length, 1);
});

test('a refused record is kept with its line and reason, and the first is shown', async (t) => {
  const folder = scratch(t);
  const file = join(folder, 'mixed.jsonl');
  const data = join(folder, 'data');
  writeFileSync(file, asLines([inventPost(1), '', 'no JSON', inventPost(2), without(inventPost(3), 'time')]));
  const done = await succeed(['import', file, '--data', data]);
  assert.match(done.err, /line 3: /);
  const kept = rejectsIn(data);
  assert.deepEqual(kept.map((reject) => [reject.record, reject.line]), [[2, 3], [4, 5]]);
  assert.equal(kept[0].raw, 'no JSON');
  assert.match(kept[1].reason, /time/);
});

test('a search tells newest first, as JSON with our reading and spans in code points', async (t) => {
  const { data } = await house(t, [inventPost(1, { text: '👩‍💻 \u{1d538} the Aurora, Été AURORA' }), inventPost(2), inventPost(3, { text: 'nothing' })]);
  const done = await succeed(['search', 'aurora', '--data', data, '--json']);
  const [newest, oldest] = done.jsonLines();
  assert.equal(done.lines.length, 2);
  assert.deepEqual([newest.id, oldest.id], ['p2', 'p1']);
  assert.deepEqual(Object.keys(oldest.vigie), ['lang', 'lang_p', 'mood', 'spans']);
  const points = Array.from(oldest.text);
  assert.deepEqual(oldest.vigie.spans.map(([from, to]) => points.slice(from, to).join('')), ['Aurora', 'AURORA']);
  const { negative, neutral, positive } = oldest.vigie.mood;
  assert.ok(Math.abs(negative + neutral + positive - 1) < 0.006); // Each is kept in a byte.
  assert.equal((await succeed(['search', 'aurora', '--data', data, '--json', '--limit', '1'])).lines.length, 1);
  assert.equal((await succeed(['search', 'ete', '--data', data, '--json'])).lines.length, 1);
  assert.match((await succeed(['search', 'aurora', '--data', data])).out, /2026-01-05T00:02:00Z .*voice2/);
  const nothing = await succeed(['search', 'borealis', '--data', data, '--json']);
  assert.equal(nothing.out, '');
});

test('a post without an author is shown too', async (t) => {
  const { data } = await house(t, [inventPost(1, { author: undefined })]);
  assert.match((await succeed(['search', 'aurora', '--data', data])).out, /Post number/);
});

test('a query is explained, a wrong one told by its column', async () => {
  assert.match((await succeed(['explain', 'renault OR dacia'])).out, /or[\s\S]*renault[\s\S]*dacia/);
  const told = (await succeed(['explain', 'renault OR dacia', '--json'])).json();
  assert.equal(told.tree.op, 'or');
  assert.deepEqual(told.warnings, []);
  for (const [query, said] of [['été ("abc', /^query:6: /], ['sauce:bluesky a', /^query:1: .*; did you mean source:bluesky\?\n$/], ['a NEAR/51 b', /^query:3: /], ['-a', /^query:1: /]]) {
    for (const json of [[], ['--json']]) {
      const done = await vigie(['explain', query, ...json]);
      assert.equal(done.code, 2, query);
      assert.match(done.err, said, query);
      assert.equal(done.err.trim().split('\n').length, 1, query);
    }
  }
});

test('matches come in the order of posts, then of watches, the same post twice too', async (t) => {
  const folder = scratch(t);
  const watches = join(folder, 'w.tsv');
  const posts = join(folder, 'p.jsonl');
  const out = join(folder, 'm.tsv');
  writeFileSync(watches, 'w2\taurora\nw1\tpost -borealis\nw3\tnothing\n');
  writeFileSync(posts, asLines([inventPost(2), inventPost(1), inventPost(2)]));
  const expected = ['p2', 'p1', 'p2'].flatMap((id) => [`${id}\tw2`, `${id}\tw1`]);
  for (const threads of ['1', '4']) {
    const done = await succeed(['match', '--watches', watches, '--posts', posts, '--threads', threads]);
    assert.deepEqual(done.lines, expected);
  }
  const quiet = await succeed(['match', '--watches', watches, '--posts', posts, '--out', out]);
  assert.equal(quiet.out, '');
  assert.equal(readFileSync(out, 'utf8'), expected.join('\n') + '\n');
  const figures = (await succeed(['match', '--watches', watches, '--posts', posts, '--out', out, '--json'])).json();
  assert.deepEqual(Object.keys(figures), ['posts', 'watches', 'matches', 'seconds', 'posts_per_s', 'rss_bytes', 'watch_bytes']);
  assert.deepEqual([figures.posts, figures.watches, figures.matches], [3, 3, 6]);
  appendFileSync(watches, 'w4\t"never closed\n');
  const wrong = await vigie(['match', '--watches', watches, '--posts', posts]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /w\.tsv:4: query:1: /);
});

test('a file of watches may begin with a byte order mark, and a line without an id is named', async (t) => {
  const folder = scratch(t);
  const [watches, posts] = [join(folder, 'w.tsv'), join(folder, 'p.jsonl')];
  writeFileSync(posts, asLines([inventPost(1)]));
  writeFileSync(watches, '\uFEFFw1\taurora\r\n\r\n');
  assert.deepEqual((await succeed(['match', '--watches', watches, '--posts', posts])).lines, ['p1\tw1']);
  appendFileSync(watches, '\taurora\n');
  const wrong = await vigie(['match', '--watches', watches, '--posts', posts]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /w\.tsv:3: no watch id before the tab/);
});

test('a match that is stopped says so, also while it waits for posts', async (t) => {
  const watches = join(scratch(t), 'w.tsv');
  writeFileSync(watches, 'all\taurora\n');
  const running = new Command(['match', '--watches', watches, '--posts', '-'], { input: null });
  atEnd(t, () => running.child.kill('SIGKILL'));
  running.child.stdin.write(asLines([inventPost(1)]));
  const caught = () => parseInt(/^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${running.child.pid}/status`, 'utf8'))[1].slice(-8), 16);
  await until(() => caught() & 2, 'the program to hear SIGINT');
  running.child.kill('SIGINT');
  await running.ended;
  assert.equal(running.code, 1, running.err);
  assert.match(running.err, /^vigie: match: stopped before the end/);
});

test('many posts keep their order over many threads', async (t) => {
  const folder = scratch(t);
  const watches = join(folder, 'w.tsv');
  const posts = join(folder, 'p.jsonl');
  writeFileSync(watches, 'all\taurora\n');
  const many = Array.from({ length: 20_000 }, (_, i) => inventPost(i));
  writeFileSync(posts, asLines(many));
  const done = await succeed(['match', '--watches', watches, '--posts', posts, '--threads', '8']);
  assert.deepEqual(done.lines, many.map((post) => `${post.id}\tall`));
});

test('mood and language are measured on labelled texts', async (t) => {
  const folder = scratch(t);
  const mood = join(folder, 'mood.tsv');
  const language = join(folder, 'language.tsv');
  writeFileSync(mood, 'negative\tThis is awful, I hate it\npositive\tThis is wonderful, I love it\npositive\tWhat a great day, thank you\n');
  writeFileSync(language, 'fr\tLe temps est vraiment magnifique aujourd’hui à la campagne\nen\tThe weather is really wonderful in the country today\n');
  for (const [kind, file, n, labels] of [['mood', mood, 3, ['negative', 'positive']], ['language', language, 2, ['fr', 'en']]]) {
    const told = (await succeed(['eval', kind, file, '--json'])).json();
    assert.deepEqual(Object.keys(told), ['n', 'accuracy', 'macro_recall', 'macro_f1', 'texts_per_s', 'classes']);
    assert.equal(told.n, n);
    assert.equal(told.accuracy, 1, JSON.stringify(told));
    for (const label of labels) assert.equal(told.classes[label].recall, 1);
    assert.match((await succeed(['eval', kind, file])).out, /accuracy 1\.0/);
  }
});

test('the mood toward whom a text names is measured beside that of the whole text', async (t) => {
  const cwd = scratch(t);
  const text = 'Velora is awful, Brixo saved me, thank you so much!';
  writeFileSync(join(cwd, 'toward.tsv'), `negative\tvelora\t${text}\npositive\tbrixo\t${text}\nnegative\tnobody\tThis is awful, I hate it\n`);
  const told = (await succeed(['eval', 'toward', 'toward.tsv', '--json'], { cwd })).json();
  assert.deepEqual(Object.keys(told), ['n', 'accuracy', 'macro_recall', 'macro_f1', 'texts_per_s', 'classes', 'not_named', 'post']);
  assert.deepEqual([told.n, told.accuracy, told.not_named, told.post.n], [3, 1, 1, 3]);
  assert.ok(told.post.accuracy < 1);
  assert.match((await succeed(['eval', 'toward', 'toward.tsv', '--explain'], { cwd })).out, /"clauses":\["Brixo saved me,","thank you so much!"\]/);
  writeFileSync(join(cwd, 'short.tsv'), 'negative\tno topic\n');
  const wrong = await vigie(['eval', 'toward', 'short.tsv'], { cwd });
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^vigie: short\.tsv:1: not label<TAB>topic<TAB>text/);
});

test('intents are measured on labelled posts', async (t) => {
  const cwd = scratch(t);
  writeFileSync(join(cwd, 'intents.tsv'), 'I bought it\tbuys\nI left Telvo for Norvia\tswitches\tTelvo\tNorvia\nNice weather\tnone\n');
  const told = (await succeed(['eval', 'intents', 'intents.tsv', '--json'], { cwd })).json();
  assert.deepEqual([told.n, told.whole, told.names, told.names_right, told.intents.buys.precision, told.intents.buys.recall], [3, 3, 2, 2, 1, 1]);
  const explained = (await succeed(['eval', 'intents', 'intents.tsv', '--explain'], { cwd })).out.split('\n');
  assert.deepEqual(JSON.parse(explained[0]).read.buys.grounds, [{ why: 'word', word: 'I bought' }]);
  assert.match(explained.at(-2), /thanks +precision/);
  writeFileSync(join(cwd, 'intents.tsv'), 'a\tnone\nb\tvotes\n');
  const wrong = await vigie(['eval', 'intents', 'intents.tsv'], { cwd });
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^vigie: intents\.tsv: line 2: 'votes' is no intent/);
});

test('a label that is no code of a language is named with its line', async (t) => {
  const cwd = scratch(t);
  writeFileSync(join(cwd, 'labels.tsv'), 'fr\tété\ncy\tbore da\n\nnegative\tbad\n');
  const wrong = await vigie(['eval', 'language', 'labels.tsv'], { cwd });
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^vigie: labels\.tsv:4: the label 'negative' is no code of a language/);
});

test('bursts are told row by row, from what came before alone', async (t) => {
  const cwd = scratch(t);
  const minute = (i) => new Date(Date.UTC(2026, 0, 1) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ');
  const rows = Array.from({ length: 2_000 }, (_, i) => `${minute(i)},${i === 1_500 ? 900 : 40 + ((i * 7) % 5)}`);
  const write = (name, lines) => writeFileSync(join(cwd, name), lines.join('\n') + '\n');
  write('whole.csv', ['timestamp,value', ...rows]);
  write('cut.csv', ['timestamp,value', ...rows.slice(0, 1_200)]);
  const whole = (await succeed(['eval', 'bursts', 'whole.csv'], { cwd })).out.split('\n');
  const cut = (await succeed(['eval', 'bursts', 'cut.csv'], { cwd })).out.split('\n');
  assert.equal(whole[0], 'timestamp,value,anomaly_score');
  assert.equal(whole.length, 2_002);
  assert.deepEqual(cut.slice(0, 1_201), whole.slice(0, 1_201));
  const scores = whole.slice(1, -1).map((line) => Number(line.split(',')[2]));
  assert.ok(scores.every((score) => score >= 0 && score <= 1));
  assert.equal(scores.indexOf(Math.max(...scores)), 1_500);
  assert.ok(whole[1_501].startsWith(`${rows[1_500]},`));
  for (const [wrong, line] of [['yesterday,4', 3], [`${minute(1)},many`, 3], ['4', 3], [`${minute(1)},nan`, 3]]) {
    write('wrong.csv', ['timestamp,value', rows[0], wrong]);
    const ended = await vigie(['eval', 'bursts', 'wrong.csv'], { cwd });
    assert.equal(ended.code, 1);
    assert.equal(ended.out, '');
    assert.match(ended.err, new RegExp(`^vigie: wrong\\.csv:${line}: `));
  }
});

test('bursts of real series are found as well as the signals claim', async (t) => {
  const folder = shared(t, 'nab');
  if (!folder) return;
  const truth = Object.entries(JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8'))).filter(([file]) => file.startsWith('realTweets/') && existsSync(join(folder, file)));
  assert.equal(truth.length, 5);
  const files = await Promise.all(truth.map(async ([file, spans]) => judged((await succeed(['eval', 'bursts', join(folder, file)])).out, spans)));
  // Two points under what doc/signals.md shows.
  for (const [profile, floor] of [['standard', 80.8], ['low_fp', 76.4], ['low_fn', 84.3]]) assert.ok(nabScore(files, profile).score >= floor, `${profile}: ${nabScore(files, profile).score}`);
});

test('folders that cannot be read or made end a command with one line', async (t) => {
  const cwd = scratch(t);
  writeFileSync(join(cwd, 'p.jsonl'), asLines([inventPost(1)]));
  mkdirSync(join(cwd, 'loop'));
  symlinkSync('.', join(cwd, 'loop/again'));
  for (const args of [['train', 'language', '--data', 'loop', '--out', 'm'], ['bench', 'firehose', '--posts', 'p.jsonl', '--folder', 'p.jsonl/x']]) {
    const wrong = await vigie(args, { cwd });
    assert.equal(wrong.code, 1, wrong.err);
    assert.doesNotMatch(wrong.err, /bug/);
    assert.match(wrong.err, /^vigie: .*\n$/);
  }
});

test('how good a model of moods is gets measured in folds, without making one', async (t) => {
  const cwd = scratch(t);
  mkdirSync(join(cwd, 'data/umsab'), { recursive: true });
  const moods = { negative: 'awful', neutral: 'opens', positive: 'lovely' };
  const posts = Object.entries(moods).flatMap(([mood, word]) => Array.from({ length: 80 }, (_, at) => `${mood}\t${word} number${at} thing${at}\n`));
  writeFileSync(join(cwd, 'data/umsab/en.train.tsv'), posts.join(''));
  const alone = await vigie(['train', 'mood', '--data', 'data', '--folds', '2'], { cwd });
  assert.match(alone.err, /no set has both rows to learn \(\.train\.tsv\) and rows kept \(\.dev\.tsv\)/);
  writeFileSync(join(cwd, 'data/umsab/en.dev.tsv'), 'positive\tlovely day\n');
  const { out } = await succeed(['train', 'mood', '--data', 'data', '--folds', '2'], { cwd });
  assert.match(out, /^umsab\/en\.dev\.tsv +macro F1 +[01]\.\d{4} ± \d\.\d{4}$/m);
  assert.match(out, /^mean of 1 sets +macro F1/m);
  assert.deepEqual(readdirSync(cwd), ['data']);
  for (const args of [[], ['--folds', '2', '--out', 'm'], ['--folds', '1']]) {
    assert.equal((await vigie(['train', 'mood', '--data', 'data', ...args], { cwd })).code, 2, args.join(' '));
  }
});

test('a file of one short row is measured like any other', async (t) => {
  const cwd = scratch(t);
  writeFileSync(join(cwd, 'tiny.tsv'), 'negative\tbad\n');
  assert.equal((await succeed(['eval', 'mood', 'tiny.tsv', '--json'], { cwd })).json().n, 1);
  writeFileSync(join(cwd, 'tiny.tsv'), 'fr\tété\n');
  const told = (await succeed(['eval', 'language', 'tiny.tsv', '--json'], { cwd })).json();
  assert.deepEqual(Object.keys(told.classes), ['fr']);
});

test('every limit is told with its unit and value', async () => {
  const limits = (await succeed(['limits', '--json'])).json();
  assert.ok(limits.length > 40);
  assert.equal(new Set(limits.map((limit) => limit.name)).size, limits.length);
  const parts = new URL('../../src/', import.meta.url);
  for (const part of readdirSync(parts)) {
    const tells = readdirSync(new URL(part, parts)).some((file) => file.endsWith('.h') && /^std::span<const Limit> limits\(\);/m.test(readFileSync(new URL(`${part}/${file}`, parts), 'utf8')));
    assert.ok(!tells || limits.some((limit) => limit.name.startsWith(`${part}.`)), `${part} has limits`);
  }
  for (const limit of limits) assert.ok(limit.unit && Number.isInteger(limit.value) && limit.meaning, limit.name);
  assert.equal((await succeed(['limits'])).lines.length, limits.length);
});

/** Changes the byte at `offset`, so that it is certainly another. */
function flip(path, offset) {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, offset);
  byte[0] ^= 0x20;
  writeSync(file, byte, 0, 1, offset);
}

test('verify finds nothing wrong in a good folder and names a bad byte in a bad one', async (t) => {
  const { data } = await house(t);
  assert.deepEqual((await succeed(['verify', '--data', data, '--json'])).json().damages, []);
  const log = join(data, 'log', readdirSync(join(data, 'log')).sort()[0]);
  const middle = Math.floor(statSync(log).size / 2);
  flip(log, middle);
  const bad = await vigie(['verify', '--data', data, '--json']);
  assert.equal(bad.code, 1);
  assert.match(bad.err, /first bad byte is \d+ of log\/00000001\.log/);
  const [damage] = bad.json().damages;
  assert.equal(damage.file, 'log/00000001.log');
  assert.ok(damage.offset <= middle, `${damage.offset} is behind ${middle}`);
});

test('commands on the folder of a running server go through its socket', async (t) => {
  const { folder, data, file } = await house(t);
  const server = await Server.during(t, data);
  const more = join(folder, 'more.jsonl');
  writeFileSync(more, asLines(['broken', ...HUNDRED, inventPost(500, { text: 'Through the socket' }), { id: 'p7', source: 'file:invented', deleted: true }]));
  const told = (await succeed(['import', more, '--data', data, '--json'])).json();
  assert.deepEqual(without(told, 'seconds', 'posts_per_s'), { accepted: 1, duplicates: 100, edited: 0, deleted: 1, rejected: 1 });
  assert.deepEqual(rejectsIn(data).map((reject) => reject.line), [1]);
  assert.equal(await count(data), 99);
  assert.equal((await succeed(['search', 'socket', '--data', data])).out.includes('Through the socket'), true);
  assert.equal((await ask({ socket: server.socket }, 'GET', '/api/v1/status')).json.posts, 100);
  const acks = await succeed(['import', file, '--data', data, '--acks']);
  assert.equal(acks.lines.at(-1), 'acked 100');
  assert.equal((await vigie(['verify', '--data', data])).code, 1);
  const wrong = await vigie(['search', '"never closed', '--data', data]);
  assert.equal(wrong.code, 2);
});

test('only a second server is refused, and what a killed one leaves behind is no hindrance', async (t) => {
  const { data } = await house(t);
  const first = await Server.during(t, data);
  const second = await vigie(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  assert.equal(second.code, 1);
  assert.equal(second.err, `vigie: serve: another vigie already serves ${data} at ${first.url}\n`);
  await first.kill();
  assert.equal(await count(data), 100);
  const third = await Server.during(t, data);
  assert.equal((await third.api('GET', '/status')).posts, 100);
});

test('watch shows the posts that match as they arrive, from a server or alone', async (t) => {
  const { data } = await house(t);
  const server = await Server.during(t, data);
  const watch = new Command(['watch', 'live aurora', '--json', '--data', data]);
  atEnd(t, () => watch.child.kill('SIGKILL'));
  let number = 1000;
  await until(async () => {
    await server.api('POST', '/posts', [inventPost(++number, { text: 'A live aurora' }), inventPost(++number)]);
    return watch.lines.length > 0;
  }, 'a post in the terminal');
  assert.ok(watch.jsonLines().every((post) => post.text === 'A live aurora' && post.vigie.spans.length === 2));
  watch.child.kill('SIGINT');
  await watch.ended;
  assert.equal(watch.code, 0, watch.err);
  await server.stop();

  const alone = new Command(['watch', 'n77', '--data', data]);
  atEnd(t, () => alone.child.kill('SIGKILL'));
  await until(() => /watching for/.test(alone.err), 'the watch to begin');
  const input = asLines(Array.from({ length: 100 }, (_, i) => inventPost(i, { id: `later${i}` })));
  await succeed(['import', '-', '--data', data], { input });
  await until(() => alone.lines.length > 0, 'the post in the terminal');
  alone.child.kill('SIGINT');
  await alone.ended;
  assert.equal(alone.code, 0, alone.err);
  assert.match(alone.out, /^2026-01-05T01:17:00Z .*n77/);
  assert.match(alone.err, /1 matched/);
});

test('a second import into the same folder is refused while the first runs, and loses nothing', async (t) => {
  const data = join(scratch(t), 'data');
  const first = new Command(['import', '-', '--data', data, '--acks'], { input: null });
  atEnd(t, () => first.child.kill('SIGKILL'));
  first.child.stdin.write(asLines([inventPost(1)]));
  await until(() => existsSync(join(data, 'lock')), 'the first to hold the folder');
  const second = await vigie(['import', '-', '--data', data], { input: asLines([inventPost(2)]) });
  assert.equal(second.code, 1);
  assert.match(second.err, /^vigie: .*\n$/);
  first.child.stdin.end(asLines([inventPost(3)]));
  await first.ended;
  assert.equal(first.code, 0, first.err);
  assert.equal(await count(data), 2);
});

test('a drill plays an invented public into a sealed folder, and never into a real one', async (t) => {
  const { data, folder } = await house(t);
  const rehearsal = join(folder, 'rehearsal');
  const refused = await vigie(['drill', 'galerne', '--speed', '10000', '--data', data]);
  assert.equal(refused.code, 1);
  assert.equal(await count(data), 100);
  const drill = new Command(['drill', 'galerne', '--speed', '10000', '--seed', '3', '--data', rehearsal]);
  atEnd(t, () => drill.child.kill('SIGKILL'));
  await until(() => existsSync(join(rehearsal, 'REHEARSAL')), 'the mark of a rehearsal');
  await new Promise((done) => setTimeout(done, 1500));
  drill.child.kill('SIGTERM');
  await drill.ended;
  assert.match(drill.out, /^REHEARSAL: .*\n\nThe Galerne: .*\nOn Friday at 17:00 /);
  assert.match(drill.out, /\nBanque Lisière +[\d,]+ +[\d,]+ +(-|\d+ %) /);
  assert.match(drill.out, /posts said up to (Fri|Sat) \d\d:\d\d, \d+ of them taken back/);
  const said = (await succeed(['search', 'source:drill', '--data', rehearsal, '--json', '--limit', '100000'])).jsonLines();
  assert.ok(said.length > 100, `${said.length} posts`);
  assert.ok(new Set(said.map((post) => post.author.id)).size > 50);
  assert.ok(said.every((post) => post.source === 'drill:galerne'));
  const file = fileURLToPath(new URL('../../scenarios/galerne.toml', import.meta.url));
  const again = new Command(['drill', file, '--speed', '10000', '--data', join(folder, 'again')]);
  atEnd(t, () => again.child.kill('SIGKILL'));
  await until(() => existsSync(join(folder, 'again', 'REHEARSAL')), 'the scenario of a file to be played');
  again.child.kill('SIGTERM');
  await again.ended;
  assert.match(again.out, /REHEARSAL/);
});

test('a week-end is compared under three policies, the same again and again', async (t) => {
  const cwd = scratch(t);
  const text = (await succeed(['drill', 'galerne', '--compare', '--seed', '4'], { cwd })).out;
  assert.match(text, /^The Galerne: .*\n\n +absent +deletes +present\n/);
  assert.match(text, /\nremoved +0 +[\d,]+ +0\n/);
  assert.match(text, /\n  present +[▁▂▃▄▅▆▇█]{32}\n/);
  assert.match(text, /forecasts nothing/);
  assert.match((await succeed(['drill', 'galerne', '--compare', '--lang', 'fr'], { cwd })).out, /ne prédit rien/);
  const [one, two] = [0, 1].map(() => succeed(['drill', 'galerne', '--compare', '--seed', '4', '--json'], { cwd }));
  const card = (await one).json();
  assert.deepEqual(card, (await two).json());
  const [absent, deletes, present] = card.policies;
  assert.deepEqual(card.policies.map((each) => each.policy), ['absent', 'deletes', 'present']);
  assert.ok(card.policies.every((each) => each.curve.length === 128));
  assert.ok(present.figures.defenders > absent.figures.defenders);
  assert.ok(present.figures.peak < absent.figures.peak && absent.figures.peak < deletes.figures.peak);
  assert.equal(absent.figures.first_answer_ms, null);
  assert.equal(existsSync(join(cwd, 'vigie-data')), false);
  const wrong = await vigie(['drill', 'galerne', '--json'], { cwd });
  assert.equal(wrong.code, 2);
  assert.equal((await vigie(['drill', 'galerne', '--policy', 'heroic'], { cwd })).code, 2);
});

test('alerts are held against what really happened in a story, the same again and again', async (t) => {
  const cwd = scratch(t);
  const text = (await succeed(['drill', 'bank-outage', '--alerts', '--seed', '2'], { cwd })).out;
  assert.match(text, /^Pay-day at the Tilleuls\n[\d,]+ posts, 1 seed\n/);
  assert.match(text, /\nThe app shows zero +1 of 1 +\d+ min +\d+ min +\d+ +\d+\n/);
  assert.match(text, /\nAlerts of nothing: \d+ in [\d.]+ quiet weeks of a watch, [\d.]+ a week\n/);
  const card = (await succeed(['drill', 'bank-outage', '--alerts', '--seed', '2', '--json'], { cwd })).json();
  assert.equal(card.name, 'bank-outage');
  assert.deepEqual(card.seeds.map((each) => each.seed), [2]);
  assert.equal(card.seeds[0].incidents[0].outlook, 'told');
  assert.deepEqual((await succeed(['drill', 'bank-outage', '--alerts', '--seed', '2', '--json'], { cwd })).json(), card);
  assert.equal(existsSync(join(cwd, 'vigie-data')), false);
  for (const args of [['--seeds', '2'], ['--alerts', '--compare'], ['--remove'], ['--alerts', '--seeds', '0']]) {
    assert.equal((await vigie(['drill', 'bank-outage', ...args], { cwd })).code, 2, args.join(' '));
  }
  const help = (await succeed(['drill', '--help'])).out;
  for (const name of ['galerne', 'product-fault', 'bank-outage', 'false-rumour', 'copied-raid', 'slow-burn', 'silence', 'great-call']) assert.match(help, new RegExp(`\\n  ${name} +\\S`));
});

test('a slow burn is told while it is small, and hardly anything of a public that is only quiet', async (t) => {
  const cwd = scratch(t);
  const [burn, silence] = await Promise.all([['slow-burn', '1'], ['silence', '2']].map(([name, seeds]) => succeed(['drill', name, '--alerts', '--seeds', seeds, '--json'], { cwd })));
  const [slow] = burn.json().seeds;
  assert.equal(slow.incidents[0].outlook, 'told');
  assert.ok(slow.incidents[0].posts_before < 200, `${slow.incidents[0].posts_before} posts of it were said before`);
  const still = silence.json().seeds;
  for (const { incidents } of still) assert.deepEqual(incidents.map(({ is, outlook, kind }) => ({ is, outlook, kind })), [{ is: 'gap', outlook: 'told', kind: 'coverage' }]);
  const nothing = still.flatMap((seed) => seed.false_alerts);
  assert.ok(nothing.length <= 1, `${nothing.length} alerts of nothing in eight weeks of a watch`); // How many over ten: doc/signals.md.
});

test('a drill is removed whole, and nothing else ever is', async (t) => {
  const cwd = scratch(t);
  const drill = new Command(['drill', 'silence', '--speed', '10000', '--data', 'played'], { cwd });
  atEnd(t, () => drill.child.kill('SIGKILL'));
  await until(() => existsSync(join(cwd, 'played', 'REHEARSAL')), 'the mark of a rehearsal');
  assert.equal((await vigie(['drill', '--remove', '--data', 'played'], { cwd })).code, 1, 'it is being played');
  drill.child.kill('SIGTERM');
  await drill.ended;
  assert.match((await succeed(['drill', '--remove', '--data', 'played'], { cwd })).out, /played is removed/);
  assert.equal(existsSync(join(cwd, 'played')), false);
  assert.match((await succeed(['drill', '--remove', '--data', 'played'], { cwd })).out, /no rehearsal in played/);
  mkdirSync(join(cwd, 'letters'));
  writeFileSync(join(cwd, 'letters', 'one.txt'), 'dear');
  const refused = await vigie(['drill', '--remove', '--data', 'letters'], { cwd });
  assert.equal(refused.code, 1);
  assert.match(refused.err, /is no rehearsal's folder; nothing was touched/);
  assert.equal(existsSync(join(cwd, 'letters', 'one.txt')), true);
});

test('a drill that is played by a policy ends with its scorecard', async (t) => {
  const folder = scratch(t);
  const drill = new Command(['drill', 'galerne', '--speed', '10000', '--policy', 'present', '--data', join(folder, 'rehearsal')]);
  atEnd(t, () => drill.child.kill('SIGKILL'));
  await until(() => existsSync(join(folder, 'rehearsal', 'REHEARSAL')), 'the mark of a rehearsal');
  await new Promise((done) => setTimeout(done, 3000));
  drill.child.kill('SIGTERM');
  await drill.ended;
  assert.match(drill.out, /\n +present\nturn leaves its band after +/);
  const ours = (await succeed(['search', 'source:drill OR source:place', '--data', join(folder, 'rehearsal'), '--json', '--limit', '100000']))
    .jsonLines().filter((post) => post.author.id.startsWith('staff:'));
  assert.ok(ours.length > 0);
  assert.ok(ours.every((post) => post.parent && post.root));
});

test('on a served folder a drill is played by the server, in its sealed copy', async (t) => {
  const { data } = await house(t);
  const server = await Server.during(t, data);
  const done = await succeed(['drill', 'galerne', '--speed', '10000', '--data', data]);
  assert.match(done.out, /^The Galerne: [^]*\/rehearsal\//);
  const sealed = async () => (await server.ask('GET', '/rehearsal/api/v1/status')).json.posts;
  await until(async () => (await sealed()) > 50, 'the invented public');
  assert.equal((await server.api('GET', '/status')).posts, 100);
  assert.equal(await count(data), 100);
  for (const folder of [join(data, 'rehearsal'), join(data, 'rehearsal') + '/']) {
    const read = await succeed(['search', 'source:drill', '--data', folder, '--limit', '1']);
    assert.match(read.out, / {2}drill:galerne {2}/);
  }
});

test('the rehearsal of a served folder is begun anew and removed under its own name too', async (t) => {
  const { data } = await house(t);
  const server = await Server.during(t, data);
  const drill = (...args) => vigie(['drill', ...args]);
  assert.equal((await drill('galerne', '--data', data)).code, 0);
  const other = join(data, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'REHEARSAL'), 'x');
  assert.match((await drill('--remove', '--data', other)).out, /other is removed/);
  assert.equal((await server.api('GET', '/drill')).state, 'playing', 'a folder beside it is another one');
  await server.api('DELETE', '/drill');
  const again = await drill('galerne', '--data', join(data, 'rehearsal'));
  assert.equal(again.code, 0, again.err);
  const gone = await drill('--remove', '--data', join(data, 'rehearsal'));
  assert.equal(gone.code, 0, gone.err);
  assert.equal(existsSync(join(data, 'rehearsal')), false);
  assert.equal((await server.api('GET', '/drill')).state, 'none');
});

test('a configuration is checked at the start, a wrong key told with the nearest', async (t) => {
  const folder = scratch(t);
  const config = join(folder, 'vigie.toml');
  const serve = () => vigie(['serve', '--config', config, '--data', join(folder, 'data'), '--listen', '127.0.0.1:0']);
  for (const [text, said] of [['lisen = "127.0.0.1:0"\n', /vigie\.toml:1: .*listen/], ['jobs = "two"\n', /vigie\.toml:1: jobs/], ['data = \n', /vigie\.toml:1: /]]) {
    writeFileSync(config, text);
    const done = await serve();
    assert.equal(done.code, 2, text);
    assert.match(done.err, said);
  }
  writeFileSync(config, 'workers = 1\njobs = 1\nlog_level = "error"\n');
  const server = await Server.during(t, join(folder, 'data'), { args: ['--config', config] });
  assert.equal((await server.ask('GET', '/healthz')).status, 200);
  assert.equal((await server.ask('GET', '/readyz')).status, 200);
  const metrics = (await server.ask('GET', '/metrics')).text;
  assert.match(metrics, /^# TYPE vigie_items_total counter$/m);
  assert.match(metrics, /^vigie_posts 0$/m);
});
