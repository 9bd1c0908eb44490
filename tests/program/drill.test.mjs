// Rehearsals one after the other, while somebody reads them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, scratch } from './vigie.mjs';

const READ = ['/api/v1/drill/scorecard', '/api/v1/desk/conversations', '/api/v1/desk/counts', '/api/v1/place/pages', '/api/v1/alerts', '/api/v1/deliveries', '/place', '/place/feed.atom'];

test('a rehearsal begins twelve times while seven people read it, and each reads one play or none', async (t) => {
  const server = await Server.during(t, join(scratch(t), 'data'));
  let reading = true;
  const seen = new Set();
  const readers = READ.map(async (path) => {
    while (reading) {
      seen.add((await server.ask('GET', `/rehearsal${path}`)).status);
      await sleep(2);
    }
  });
  try {
    for (let seed = 0; seed < 12; ++seed) {
      await server.api('POST', '/drill', { name: 'galerne', speed: 3000, seed, playable: true });
      await sleep(150);
      await server.api('DELETE', '/drill');
    }
  } finally {
    reading = false;
    await Promise.all(readers);
  }
  assert.deepEqual([...seen].sort(), [200, 404]);
  await server.stop();
  assert.equal(server.code, 0, server.err);
});
