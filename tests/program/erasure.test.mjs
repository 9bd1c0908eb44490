// Whatever way something goes, within a minute no file of the folder holds a word of it: log, index, database, its journal.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zstdDecompressSync } from 'node:zlib';
import { inventEvent } from './jetstream_server.mjs';
import { Server, asLines, scratch, succeed, until } from './vigie.mjs';

const MINUTE = 60_000;
const FRAME = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]); // RFC 8878 §3.1.1

/** All that the folder holds, blocks of the log unpacked. */
function bytesOf(data) {
  const parts = [];
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    let file;
    try {
      file = readFileSync(join(entry.parentPath, entry.name));
    } catch {
      continue; // Replaced meanwhile: its successor is looked at the next time.
    }
    parts.push(file);
    for (let at = file.indexOf(FRAME); at >= 0; at = file.indexOf(FRAME, at + 1)) {
      const size = file.readUInt32LE(Math.max(at - 28, 0)); // Of the payload, in the block's header before it.
      try {
        parts.push(zstdDecompressSync(file.subarray(at, at + size)));
      } catch {
        // Four bytes that look like the beginning of a frame.
      }
    }
  }
  return Buffer.concat(parts);
}

const WAYS = {
  'an event that deletes': { did: 'did:plc:evented', gone: (event) => ({ ...event, time_us: event.time_us + 1, commit: { ...event.commit, operation: 'delete', record: undefined, cid: undefined } }) },
  'a takedown of the account': { did: 'did:plc:takendown', gone: (event) => ({ did: event.did, time_us: event.time_us + 1, kind: 'account', account: { did: event.did, active: false, status: 'takendown' } }) },
  'a refusal': { did: 'did:plc:refusing', ask: ['POST', '/api/v1/refusals', { source: 'bluesky', author: 'did:plc:refusing' }] },
  'DELETE /authors': { did: 'did:plc:forgotten', ask: ['DELETE', '/api/v1/authors/bluesky/did%3Aplc%3Aforgotten'] },
  'DELETE /posts': { did: 'did:plc:erased', ask: ['DELETE', null] },
};

test('what is gone by any way is out of every file within a minute', { timeout: 3 * MINUTE }, async (t) => {
  const folder = scratch(t);
  const data = join(folder, 'data');
  const server = await Server.during(t, data);
  assert.equal((await server.ask('POST', '/api/v1/watches', { body: { name: 'Aurora', query: 'aurora' } })).status, 201);
  const said = Object.values(WAYS).map(({ did }, i) => {
    const event = inventEvent(i + 1, { did });
    event.commit.record.text = `My aurora does not start, why is that? said ${did.slice(8)} unrepeatably`;
    return event;
  });
  const file = join(folder, 'said.jsonl');
  writeFileSync(file, asLines(said));
  await succeed(['import', file, '--format', 'jetstream', '--data', data]);
  for (const { did } of Object.values(WAYS)) await until(() => bytesOf(data).includes(`said ${did.slice(8)}`), `${did} is kept`, MINUTE);

  let i = 0;
  const told = [];
  for (const [way, { did, gone, ask }] of Object.entries(WAYS)) {
    const event = said[i++];
    if (gone) told.push(gone(event));
    if (!ask) continue;
    const uri = `at://${did}/${event.commit.collection}/${event.commit.rkey}`;
    const [method, path, body] = ask;
    const answer = await server.ask(method, path ?? `/api/v1/posts/bluesky/${encodeURIComponent(uri)}`, { body });
    assert.ok(answer.status < 300, `${way}: ${answer.text}`);
  }
  const events = join(folder, 'gone.jsonl');
  writeFileSync(events, asLines(told));
  await succeed(['import', events, '--format', 'jetstream', '--data', data]);
  const found = await server.ask('GET', '/api/v1/search?q=unrepeatably');
  assert.deepEqual(found.json.posts, [], 'out of every answer at once');

  const left = () => {
    const bytes = bytesOf(data);
    return Object.entries(WAYS).filter(([, { did }]) => bytes.includes(`said ${did.slice(8)}`)).map(([way]) => way);
  };
  await until(() => left().length === 0, 'no word of what is gone', MINUTE).catch((error) => {
    throw new Error(`${error.message}: ${left().join(', ')}`);
  });
});
