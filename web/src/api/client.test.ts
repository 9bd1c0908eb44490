import { describe, expect, it } from 'vitest';
import { Client, withParameters } from './client';
import { Problem, queryProblemOf } from './problem';

function answering(status: number, body: unknown, seen: { url: string; init: RequestInit }[] = []) {
  const text = body === null ? null : JSON.stringify(body);
  return (async (url: RequestInfo | URL, init?: RequestInit) => {
    seen.push({ url: String(url), init: init ?? {} });
    return new Response(text, { status });
  }) as typeof fetch;
}

describe('addresses', () => {
  it('leave out what is empty and write dates in UTC', () => {
    const from = new Date(Date.UTC(2026, 0, 31, 9, 30));
    expect(withParameters('search', { q: 'l’été & co', cursor: null, from, limit: 20 })).toBe(
      'search?q=l%E2%80%99%C3%A9t%C3%A9+%26+co&from=2026-01-31T09%3A30%3A00.000Z&limit=20',
    );
  });

  it('stay inside the sealed house under /rehearsal/', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    await new Client('/rehearsal/', answering(200, { watches: [], next_cursor: null }, seen)).watches();
    expect(seen[0]?.url).toBe('/rehearsal/api/v1/watches?limit=1000');
  });

  it('encode names whole', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    await new Client('/', answering(200, {}, seen)).stopSource('file:a/b');
    expect(seen[0]?.url).toBe('/api/v1/sources/file%3Aa%2Fb');
  });
});

describe('requests that change something', () => {
  it('name their content type, as the server demands', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    await new Client('/', answering(204, null, seen)).dropWatch('w1');
    expect(seen[0]?.init.method).toBe('DELETE');
    expect(new Headers(seen[0]?.init.headers).get('Content-Type')).toBe('application/json');
  });
});

describe('watches', () => {
  it('are asked for to the last page', async () => {
    const pages = [{ watches: [{ id: '1' }], next_cursor: 'more' }, { watches: [{ id: '2' }], next_cursor: null }];
    const asked: string[] = [];
    const paging = (async (url: RequestInfo | URL) => {
      asked.push(String(url));
      return new Response(JSON.stringify(pages[asked.length - 1]));
    }) as typeof fetch;
    const all = await new Client('/', paging).watches();
    expect(all.map((watch) => watch.id)).toEqual(['1', '2']);
    expect(asked[1]).toContain('cursor=more');
  });
});

describe('problems', () => {
  it('carry the column and the suggestion of a wrong query', async () => {
    const body = { title: 'wrong query', status: 422, detail: 'query:1: unknown field', column: 1, suggestion: 'lang' };
    const failed = await new Client('/', answering(422, body)).search('langue:fr', 20).catch((e: unknown) => e);
    expect(queryProblemOf(failed as Problem)).toMatchObject({ column: 1, suggestion: 'lang' });
  });

  it('say status 0 when nobody answers', async () => {
    const dead = (async () => {
      throw new TypeError('Failed to fetch');
    }) as typeof fetch;
    const failed = await new Client('/', dead).status().catch((e: unknown) => e);
    expect((failed as Problem).status).toBe(0);
  });

  it('say status 0 when an answer never ends', async () => {
    const endless = ((_url, init) =>
      new Promise((_, refuse) => init?.signal?.addEventListener('abort', () => refuse(init.signal?.reason)))) as typeof fetch;
    const failed = await new Client('/', endless, 20).status().catch((e: unknown) => e);
    expect((failed as Problem).unreachable).toBe(true);
  });

  it('survive an answer that is not JSON', async () => {
    const broken = (async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' })) as typeof fetch;
    const failed = await new Client('/', broken).status().catch((e: unknown) => e);
    expect((failed as Problem).message).toBe('Bad Gateway');
  });
});
