// What a person at a terminal meets: lines to read, signals, pipes that close, a server that comes and goes.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command, Server, asLines, atEnd, inventPost, scratch, succeed, until, vigie } from './vigie.mjs';

/** A folder with `posts` imported. */
async function houseWith(t, posts) {
  const data = join(scratch(t), 'data');
  await succeed(['import', '-', '--data', data], { input: asLines(posts) });
  return data;
}

const many = () => Array.from({ length: 20_000 }, (_, i) => inventPost(i, { time: new Date(Date.UTC(2026, 0, 5) + i * 1000).toISOString() }));

test('a search prints a line for each post, and at its end how much of the whole it showed', async (t) => {
  const data = await houseWith(t, Array.from({ length: 12 }, (_, i) => inventPost(i, { title: 'Été', time: `2026-01-05T00:00:${10 + i}.123456Z` })));
  const some = await succeed(['search', 'aurora', '--limit', '2', '--data', data]);
  assert.match(some.lines[0], /^2026-01-05T00:00:21Z {2}(negative|neutral |positive) {2}en {2}file:invented {2}@voice4: Été \/ Post number n11 about the Aurora$/);
  assert.equal(some.lines.length, 2);
  assert.equal(some.err, '2 of 12 posts; --limit N shows more\n');
  assert.equal((await succeed(['search', 'aurora', '--data', data])).err, '12 posts\n');
  assert.match((await succeed(['search', 'nothing', '--data', data])).err, /^no post matches; /);
  const served = await Server.during(t, data);
  const again = await succeed(['search', 'aurora', '--limit', '2', '--data', data]);
  assert.deepEqual([again.out, again.err], [some.out, some.err]);
  await served.kill();
});

test('a number that no double holds exactly is passed on as it came', async (t) => {
  const data = await houseWith(t, [JSON.stringify(inventPost(1)).replace('}}', '},"weight":12345678901234567890123}')]);
  for (const server of [undefined, await Server.during(t, data)]) {
    assert.match((await succeed(['search', 'aurora', '--data', data])).out, /Post number n1/);
    assert.match((await succeed(['search', 'aurora', '--json', '--data', data])).out, /"weight":12345678901234567890123/);
    await server?.kill();
  }
});

test('no post, name or title steers the terminal', async (t) => {
  const evil = '\u001b]0;owned\u0007\u009b31m\u202e';
  const post = inventPost(1, { title: evil, text: `Aurora ${evil}\nnext`, source: 'file:x', author: { id: 'a', handle: 'voice' } });
  const data = await houseWith(t, [post]);
  const shown = await succeed(['search', 'aurora', '--data', data]);
  assert.equal(shown.lines.length, 1);
  assert.doesNotMatch(shown.out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  const refused = await succeed(['import', '-', '--data', data], { input: `{"id": "${evil.slice(1)}", "source": "s"}\nnot ${evil} JSON\n` });
  assert.doesNotMatch(refused.err.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test('a reader who has seen enough ends a command quietly', async (t) => {
  const data = await houseWith(t, many());
  for (const args of [['search', 'aurora', '--limit', '20000'], ['search', 'aurora', '--limit', '20000', '--json']]) {
    const search = new Command([...args, '--data', data]);
    search.child.stdout.once('data', () => search.child.stdout.destroy());
    await search.ended;
    assert.deepEqual([search.code, search.err], [0, ''], args.join(' '));
  }
});

test('Ctrl-C ends at once a command that has nothing to finish', async (t) => {
  const data = await houseWith(t, many());
  const search = new Command(['search', 'aurora', '--limit', '20000', '--json', '--data', data]);
  atEnd(t, () => search.child.kill('SIGKILL'));
  search.child.stdout.removeAllListeners('data').pause(); // It stops in the middle of its output.
  await until(() => search.child.stdout.readableLength > 0, 'the first of the output');
  search.child.kill('SIGINT');
  search.child.stdout.resume();
  await search.ended;
  assert.equal(search.signal, 'SIGINT');
});

test('watch hears on after the server was started anew, and says so when it is gone', async (t) => {
  const data = await houseWith(t, [inventPost(1)]);
  const first = await Server.during(t, data);
  const watch = new Command(['watch', 'aurora', '--json', '--data', data]);
  atEnd(t, () => watch.child.kill('SIGKILL'));
  await until(async () => {
    await first.api('POST', '/posts', [inventPost(Math.floor(performance.now()) + 100_000)]);
    return watch.lines.length > 0;
  }, 'a first post');
  await first.stop();
  const second = await Server.during(t, data);
  await until(async () => {
    await second.api('POST', '/posts', [inventPost(Math.floor(performance.now()) + 200_000, { title: 'second' })]);
    return watch.out.includes('"title":"second"');
  }, 'a post of the second server');
  await second.kill();
  await watch.ended;
  assert.equal(watch.code, 1);
  assert.match(watch.err, /(^|\n)vigie: watch: the server of this folder has gone.*\n$/);
});

test('watch says when nothing can come, and is greeted only once it hears', async (t) => {
  const data = await houseWith(t, [inventPost(1)]);
  const watch = new Command(['watch', 'aurora', '--data', data]);
  atEnd(t, () => watch.child.kill('SIGKILL'));
  await until(() => /no live source is on/.test(watch.err), 'the hint');
  assert.match(watch.err, /^watching for: aurora {3}\(Ctrl-C ends\)\n/);
  watch.child.kill('SIGINT');
  await watch.ended;
  assert.equal(watch.code, 0);
  const unknown = await vigie(['watch', 'aurora', '--source', 'pigeons', '--data', data]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /^vigie: .*pigeons.*\n$/);
});
