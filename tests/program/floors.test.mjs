// A part looks down only, and into no part that it does not name: #include against CMakeLists.txt.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const SRC = new URL('../../src/', import.meta.url);

// The words behind NAME in a call of vigie_part, up to the next word in capitals.
function listed(call, name) {
  const words = call.split(/\s+/);
  const from = words.indexOf(name) + 1;
  if (from === 0) return [];
  const to = words.findIndex((word, i) => i >= from && /^[A-Z_]{4,}$/.test(word));
  return words.slice(from, to < 0 ? undefined : to);
}

function readPart(name) {
  const text = readFileSync(new URL(`${name}/CMakeLists.txt`, SRC), 'utf8').replace(/#.*$/gm, '');
  const call = /vigie_part\(([^)]*)\)/.exec(text)[1];
  return {
    name, floor: Number(listed(call, 'FLOOR')[0]), needs: listed(call, 'NEEDS'),
    files: readdirSync(new URL(name, SRC)).filter((file) => /\.(cc|h)$/.test(file)),
    compiled: text.match(/[\w]+\.cc/g) ?? [],
  };
}

const parts = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => readPart(entry.name));
const partOf = new Map(parts.map((part) => [part.name, part]));

/** Which other parts a file includes. */
function included(part, file) {
  const text = readFileSync(new URL(`${part.name}/${file}`, SRC), 'utf8');
  const names = [...text.matchAll(/^#include "([a-z_]+)\//gm)].map((found) => found[1]);
  return names.filter((name) => name !== part.name && partOf.has(name));
}

test('every part names a floor, and needs only parts of lower ones', () => {
  for (const { name, floor, needs } of parts) {
    assert.ok(floor >= 0, `${name} has no floor`);
    for (const need of needs) assert.ok(partOf.get(need)?.floor < floor, `${name} (${floor}) needs ${need}`);
  }
});

test('every file includes only the parts that its own part names', () => {
  for (const part of parts) {
    for (const file of part.files) {
      for (const name of included(part, file)) assert.ok(part.needs.includes(name), `${part.name}/${file} includes ${name}/`);
    }
  }
});

test('every part uses what it names', () => {
  for (const part of parts) {
    const used = new Set(part.files.flatMap((file) => included(part, file)));
    for (const need of part.needs) assert.ok(used.has(need), `${part.name} names ${need} and includes nothing of it`);
  }
});

test('every source and test of a part is built', () => {
  for (const { name, files, compiled } of parts) {
    for (const file of files.filter((one) => one.endsWith('.cc'))) assert.ok(compiled.includes(file), `${name}/${file} is in no list`);
  }
});

test('no part includes the inside of a library that another part hides', () => {
  const heavy = { 'CLI/CLI.hpp': 'cli', 'boost/': 'net', 'pugixml.hpp': 'protocol', 'simdjson.h': 'protocol', 'sqlite3.h': 'storage', 'spdlog/': 'main', 'curl/': 'net', 'prometheus/': 'api' };
  for (const part of parts) {
    for (const file of part.files) {
      const text = readFileSync(new URL(`${part.name}/${file}`, SRC), 'utf8');
      for (const [header, home] of Object.entries(heavy)) {
        if (part.name !== home) assert.ok(!text.includes(`#include <${header}`), `${part.name}/${file} includes ${header}, which is the matter of ${home}`);
      }
    }
  }
});
