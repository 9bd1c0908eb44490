// Do the documents say what is true? Links, commands, metrics, settings and floors are compared with
// the code, the French guide with the English one.
// Run: node --test tests/docs_test.mjs. Needs Node alone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const OURS = /^(?!build|node_modules|dist|\.git$|vigie-data)/;
const PICTURE = /\.(png|svg)$/;
const README_LINES_MAX = 30;
const NARROW_SPACE = '\u202f';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const lines = (text) => text.split('\n');
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const same = (found, wanted, what) => assert.deepEqual([...found].sort(), [...wanted].sort(), what);

function documentsIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!OURS.test(entry.name)) return [];
    if (entry.isDirectory()) return documentsIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The text outside fenced blocks, and the fenced blocks that are no program's output (```text). */
function split(text) {
  const prose = [];
  const code = [];
  let fence = null;
  for (const line of lines(text)) {
    if (line.trimStart().startsWith('```')) fence = fence === null ? line.trim().slice(3) : null;
    else if (fence === null) prose.push(line);
    else if (fence !== 'text') code.push(line);
  }
  return { prose: prose.join('\n'), code: code.join('\n') };
}

const withoutCode = (text) => split(text).prose.replace(/`[^`]*`/g, '``');
const headings = (text) => all(split(text).prose, /^(#+ .*)$/gm);
// As GitHub names a heading: small letters, no marks, hyphens for spaces.
const anchors = (text) =>
  headings(text).map((heading) =>
    heading.replace(/^#+ /, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-'),
  );

const documents = documentsIn('.').map((path) => ({ path, text: read(path) }));
const commandLine = read('src/cli/command_options.cc');
const part = (name) => read(`src/${name}/CMakeLists.txt`);
const parts = all(read('CMakeLists.txt'), /^add_subdirectory\(src\/(\w+)\)/gm);

function linksOf({ path, text }) {
  return all(withoutCode(text), /\]\(([^)\s]+)\)/g)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file, anchor] = target.split('#');
      return { target, anchor, file: file === '' ? path : relative(ROOT, resolve(ROOT, dirname(path), file)) };
    });
}

test('every relative link leads somewhere', () => {
  for (const document of documents) {
    for (const { target, file, anchor } of linksOf(document)) {
      if (PICTURE.test(file)) continue;
      assert.ok(existsSync(join(ROOT, file)), `${document.path}: ${target} is not there`);
      if (anchor) assert.ok(anchors(read(file)).includes(anchor), `${document.path}: ${target}: no such heading`);
    }
  }
});

test('every picture is there', (t) => {
  const missing = documents.flatMap(linksOf).filter(({ file }) => PICTURE.test(file) && !existsSync(join(ROOT, file)));
  if (missing.length > 0 && process.env.CI !== 'true') return t.skip(`not made yet: ${missing.map(({ file }) => file)}`);
  assert.deepEqual(missing, []);
});

test('every picture in the folders is shown', () => {
  const shown = new Set(documents.flatMap(linksOf).map(({ file }) => file));
  for (const folder of ['doc/pictures', 'doc/guide/pictures']) {
    for (const name of readdirSync(join(ROOT, folder))) assert.ok(shown.has(join(folder, name)), `${folder}/${name} stands in no document`);
  }
});

/** Options and kinds (`eval mood`) by subcommand, as the command line declares them. */
function subcommands() {
  const found = new Map();
  for (const body of commandLine.split(/^(?=void add_)/m)) {
    const [, parent, own] = /\b(\w+)\.add_subcommand\("(\w+)"/.exec(body) ?? []; // `bench.add_subcommand("match"`: a kind of bench.
    if (!parent) continue;
    const name = parent === 'app' ? own : parent;
    const options = new Set([...all(body, /"(--[\w-]+)"/g), '--help']);
    for (const shared of ['data', 'threads', 'seed']) if (body.includes(`add_${shared}(`)) options.add(`--${shared}`);
    const kinds = new Set([...all(body, /^\s*add\("(\w+)"/gm), ...all(body, /sub->add_subcommand\("(\w+)"/g)]);
    if (parent !== 'app') kinds.add(own);
    const before = found.get(name) ?? { options: [], kinds: [] };
    found.set(name, { options: new Set([...before.options, ...options]), kinds: new Set([...before.kinds, ...kinds]) });
  }
  return found;
}

/** What a document shows of the program: `vigie WORD …`, in blocks and within a sentence. */
function invocations(text) {
  const { prose, code } = split(text);
  const shown = [...lines(code.replaceAll('\\\n', ' ')), ...all(prose, /`([^`]*)`/g)];
  return shown.flatMap((line) => all(line, /(?:^|[|;&]\s*|\/)vigie ([a-z][^|#;]*)/g));
}

test('every command and option in a document exists', () => {
  const known = subcommands();
  assert.ok(known.size >= 12, 'the command line is read as it is written');
  for (const { path, text } of documents) {
    for (const invocation of invocations(text)) {
      const [name, kind] = invocation.trim().split(/\s+/);
      const command = known.get(name);
      assert.ok(command, `${path}: vigie ${invocation}: no such command`);
      if (command.kinds.size > 0 && /^[a-z]/.test(kind ?? '')) {
        for (const one of kind.split('\\|')) assert.ok(command.kinds.has(one), `${path}: vigie ${invocation}: no such kind`);
      }
      const unquoted = invocation.replace(/'[^']*'/g, "''");
      for (const option of all(unquoted, /(--[a-z][\w-]*)/g)) {
        assert.ok(command.options.has(option), `${path}: vigie ${invocation}: no ${option}`);
      }
    }
  }
});

test('the README and both guides show every command', () => {
  for (const path of ['README.md', 'doc/guide/en/terminal.md', 'doc/guide/fr/terminal.md']) {
    const shown = new Set(invocations(read(path)).map((invocation) => invocation.trim().split(/\s+/)[0]));
    same(shown, subcommands().keys(), path);
  }
});

test('every scenario that is named ships', () => {
  const shipped = all(/kNames = \{([^}]*)\}/.exec(read('src/rehearsal/shipped.cc'))[1], /"([a-z-]+)"/g);
  const named = documents.flatMap(({ text }) => invocations(text)).concat(all(commandLine, /vigie (drill [\w.-]+)/g));
  for (const name of named.map((said) => /^drill ([a-z][a-z-]*)(?![\w.-])/.exec(said)?.[1]).filter(Boolean)) {
    assert.ok(shipped.includes(name), `vigie drill ${name}: ships ${shipped}`);
  }
});

test('the guide says the same in French and in English', () => {
  const files = (language) => readdirSync(join(ROOT, 'doc/guide', language));
  same(files('fr'), files('en'), 'the same pages');
  for (const file of files('en')) {
    const shape = (language) => headings(read(`doc/guide/${language}/${file}`)).map((heading) => heading.indexOf(' '));
    assert.deepEqual(shape('fr'), shape('en'), `${file}: the same headings`);
  }
});

test('each guide shows the pages in its own language', () => {
  for (const { path, text } of documents) {
    const language = /^doc\/guide\/(\w\w)\//.exec(path)?.[1];
    if (!language) continue;
    for (const { target } of linksOf({ path, text })) {
      if (PICTURE.test(target)) assert.match(target, new RegExp(`-${language}\\.(png|svg)$`), path);
    }
  }
});

test('French is set with narrow spaces', () => {
  for (const { path, text } of documents.filter((document) => document.path.startsWith('doc/guide/fr/'))) {
    for (const line of lines(withoutCode(text))) {
      const plain = line.replace(/\]\([^)]*\)/g, ']');
      assert.doesNotMatch(plain, /[ \u00a0][;:?!»](?!\w)|«(?!\u202f)/, `${path}: use ${JSON.stringify(NARROW_SPACE)}`);
    }
  }
});

test('every metric in the guide exists, and every metric is explained', () => {
  const real = all(read('src/api/metrics.cc'), /"(vigie_\w+)"/g);
  for (const language of ['en', 'fr']) {
    const told = documents.filter(({ path }) => path.startsWith(`doc/guide/${language}/`)).flatMap(({ text }) => all(text, /\b(vigie_\w+)/g));
    same(new Set(told), new Set(real), language);
  }
});

test('every setting is documented and shipped, and no other', () => {
  const real = all(/kKeys = \{([^}]*)\}/.exec(read('src/main/config.cc'))[1], /"([\w.]+)"/g);
  same(all(read('doc/configuration.md'), /^\| `([\w.]+)` \|/gm), real, 'doc/configuration.md');
  const shipped = all(read('packaging/vigie.toml'), /^# (\w+) = /gm);
  same(shipped, real.map((key) => key.replace(/^.*\./, '')), 'packaging/vigie.toml');
});

/** What a part says of itself in its CMakeLists.txt. */
function declared(name) {
  const text = part(name);
  const needs = /NEEDS\s+([\w\s]+?)\s*(?:[A-Z_]{4,}\s|\))/.exec(text)?.[1] ?? '';
  return { floor: Number(/FLOOR (\d+)/.exec(text)[1]), needs: needs.split(/\s+/).filter(Boolean).sort() };
}

test('the table of floors is the real one', () => {
  const rows = [...read('ARCHITECTURE.md').matchAll(/^\| (\d) \| `(\w+)` \|(.*)\|$/gm)];
  const told = rows.map(([, floor, name, needs]) => [name, { floor: Number(floor), needs: all(needs, /`(\w+)`/g).sort() }]);
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(parts.map((name) => [name, declared(name)])));
});

test('every part introduces itself on one page', () => {
  for (const name of parts) {
    const readme = `src/${name}/README.md`;
    assert.ok(lines(read(readme).trimEnd()).length <= README_LINES_MAX, `${readme}: at most ${README_LINES_MAX} lines`);
    assert.ok(read('ARCHITECTURE.md').includes(`(${readme})`), `ARCHITECTURE.md has a section for ${name}`);
  }
});

test('every decision is in the index', () => {
  const pages = readdirSync(join(ROOT, 'doc/decisions')).filter((file) => file.endsWith('.md') && file !== 'README.md');
  same(new Set(all(read('doc/decisions/README.md'), /\]\(([\w-]+\.md)\)/g)), pages, 'doc/decisions/README.md');
});
