// What a server of the AT Protocol says on its firehose, as Jetstream tells it (wire version 1): `/subscribe` with
// wantedCollections and cursor, one JSON event a frame.
import { createRequire } from 'node:module';
import { Firehose } from '@atproto/sync';
import { lexToJson } from '@atproto/lex-json';

const { WebSocketServer } = createRequire(import.meta.url)('ws');

/** Reads `service` (ws://…) from its beginning; { url, close }. */
export async function startBridge(service) {
  const told = [];
  const listeners = new Set();
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/subscribe' });
  await new Promise((ready) => wss.once('listening', ready));
  const wants = (listener, event) => event.kind !== 'commit' || listener.wanted.length === 0 || listener.wanted.includes(event.commit.collection);
  const tell = (listener, event) => wants(listener, event) && listener.socket.send(JSON.stringify(event));
  wss.on('connection', (socket, request) => {
    const { searchParams } = new URL(request.url, 'ws://x');
    const listener = { socket, wanted: searchParams.getAll('wantedCollections') };
    const cursor = Number(searchParams.get('cursor'));
    if (cursor) told.filter((event) => event.time_us >= cursor).forEach((event) => tell(listener, event));
    listeners.add(listener);
    socket.on('close', () => listeners.delete(listener));
    socket.on('error', () => {});
  });

  let last = 0;
  const firehose = new Firehose({
    service, unauthenticatedCommits: true, unauthenticatedHandles: true, excludeSync: true, getCursor: () => 0,
    idResolver: { did: { resolve: async () => null }, handle: { resolve: async () => undefined } },
    onError: (error) => process.stderr.write(`firehose: ${error.message}\n`),
    handleEvent: (said) => {
      last = Math.max(last + 1, Date.now() * 1000);
      const event = { did: said.did, time_us: last, ...eventOf(said) };
      told.push(event);
      for (const listener of listeners) tell(listener, event);
    },
  });
  firehose.start();
  return {
    url: `ws://127.0.0.1:${wss.address().port}/subscribe`,
    close: async () => {
      await firehose.destroy();
      wss.close();
    },
  };
}

function eventOf(said) {
  const { did, seq, time } = said;
  if (said.event === 'identity') return { kind: 'identity', identity: { did, handle: said.handle, seq, time } };
  if (said.event === 'account') return { kind: 'account', account: { active: said.active, did, seq, time, ...(said.status ? { status: said.status } : {}) } };
  const { rev, collection, rkey } = said;
  const record = said.event === 'delete' ? {} : { record: lexToJson(said.record), cid: said.cid.toString() };
  return { kind: 'commit', commit: { rev, operation: said.event, collection, rkey, ...record } };
}
