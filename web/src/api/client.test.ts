import { describe, expect, it } from 'vitest';
import { Client, Problem, withParameters } from './client';

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
    await new Client('/rehearsal/', answering(200, { watches: [] }, seen)).watches();
    expect(seen[0]?.url).toBe('/rehearsal/api/v1/watches?limit=500');
  });

  it('encode ids whole', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    await new Client('/', answering(200, {}, seen)).post('bluesky', 'at://did:plc:a/b');
    expect(seen[0]?.url).toBe('/api/v1/posts/bluesky/at%3A%2F%2Fdid%3Aplc%3Aa%2Fb');
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

describe('problems', () => {
  it('carry the column and the suggestion of a wrong query', async () => {
    const body = { title: 'wrong query', status: 422, detail: 'query:1: unknown field', column: 1, suggestion: 'lang' };
    const failed = await new Client('/', answering(422, body)).search('langue:fr', 20).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(Problem);
    expect((failed as Problem).column).toBe(1);
    expect((failed as Problem).suggestion).toBe('lang');
  });

  it('say status 0 when nobody answers', async () => {
    const dead = (async () => {
      throw new TypeError('Failed to fetch');
    }) as typeof fetch;
    const failed = await new Client('/', dead).status().catch((e: unknown) => e);
    expect((failed as Problem).status).toBe(0);
  });

  it('survive an answer that is not JSON', async () => {
    const broken = (async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' })) as typeof fetch;
    const failed = await new Client('/', broken).status().catch((e: unknown) => e);
    expect((failed as Problem).message).toBe('Bad Gateway');
  });
});
