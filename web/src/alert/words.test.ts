import { describe, expect, it } from 'vitest';
import type { Alert } from '../api/alerts';
import { againstOf, lifeOf, momentsOf, postsRoute, underHeads } from './words';

const BEGAN = '2026-11-30T14:00:00Z';
const alert = (more: Partial<Alert> = {}): Alert => ({
  id: '7', watch: { id: '1', name: 'Atlas' }, kind: 'surprise', state: 'growing', began_at: BEGAN, peaked_at: null, ended_at: null, group: null,
  posts: 210, expected: 42, voices: 180, critical: null, usual: null, surprise: 0.99, sentence: { fr: 'f', en: 'e' }, words: [], authors: [], networks: [],
  first_post: null, posts_behind: [], query: 'atlas', from: BEGAN, to: '2026-11-30T14:30:00Z', known_from: null, read_from: null, acknowledged: null, muted_until: null, ...more,
});

describe('an alert in figures', () => {
  it('sets posts against what is expected', () => {
    expect(againstOf(alert(), 'en')).toMatchObject({ value: 210, high: 42, shown: '210', usual: '42', name: 'alert.ofPosts' });
  });

  it('never says that nothing is usual', () => {
    expect(againstOf(alert({ expected: 0.2 }), 'en')).toMatchObject({ high: 0.2, usual: null });
    expect(againstOf(alert({ expected: 1.2 }), 'en')).toMatchObject({ usual: '1' });
  });

  it('sets a share against its band', () => {
    const share = alert({ kind: 'share', critical: { posts: 30, share: 0.3, low: 0.22, high: 0.4 }, usual: { low: 0.02, high: 0.12 } });
    expect(againstOf(share, 'en')).toMatchObject({ value: 0.3, low: 0.02, high: 0.12, shown: '30%', name: 'alert.ofShare' });
  });

  it('says nothing where nothing is known to be usual', () => {
    expect(againstOf(alert({ expected: null }), 'en')).toBeNull();
    expect(againstOf(alert({ kind: 'coverage', posts: null }), 'en')).toBeNull();
  });

  it('opens into exactly its posts', () => {
    expect(postsRoute(alert())).toEqual({ page: 'search', query: 'atlas', view: { span: { from: new Date(BEGAN), to: new Date('2026-11-30T14:30:00Z') } } });
    expect(postsRoute(alert({ query: null }))).toBeNull();
    expect(postsRoute(alert({ to: BEGAN }))).toEqual({ page: 'search', query: 'atlas' });
  });
});

describe('a list of alerts', () => {
  const order = (all: Alert[]) => underHeads(all).map(({ alert: { id }, head }) => [id, head?.id ?? null]);

  it('puts parts under the larger one, wherever it stood', () => {
    const all = [alert({ id: '9', group: '2' }), alert({ id: '8' }), alert({ id: '2', group: '2' }), alert({ id: '1', group: '2' })];
    expect(order(all)).toEqual([['2', null], ['9', '2'], ['1', '2'], ['8', null]]);
  });

  it('leaves a part alone whose larger one is over, and loses and doubles none', () => {
    expect(order([alert({ id: '9', group: '2' }), alert({ id: '8', group: '9' })])).toEqual([['9', null], ['8', '9']]);
    expect(order([alert({ id: '1', group: '1' }), alert({ id: '2', group: '1' }), alert({ id: '3', group: '2' })])).toEqual([['1', null], ['2', '1'], ['3', null]]);
    expect(order([])).toEqual([]);
  });
});

describe('an alert over time', () => {
  it('tells what happened in its order', () => {
    const ended = alert({ peaked_at: '2026-11-30T14:20:00Z', ended_at: '2026-11-30T15:00:00Z', acknowledged: { by: 'Ada', at: '2026-11-30T14:05:00Z' } });
    expect(momentsOf(ended).map(({ name }) => name)).toEqual(['alert.began', 'alert.takenBy', 'alert.peaked', 'alert.endedAt']);
    expect(momentsOf(alert()).length).toBe(1);
  });

  it('is drawn with what came before, at least an hour and at most a day of it', () => {
    const { from, to } = lifeOf(alert(), new Date('2026-11-30T14:10:00Z'));
    expect(from.toISOString()).toBe('2026-11-30T13:00:00.000Z');
    expect(to.getTime()).toBeGreaterThan(new Date('2026-11-30T14:10:00Z').getTime());
    expect(lifeOf(alert(), new Date('2026-12-08T00:00:00Z')).from.toISOString()).toBe('2026-11-29T14:00:00.000Z');
  });
});
