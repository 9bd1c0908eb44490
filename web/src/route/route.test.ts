import { describe, expect, it } from 'vitest';
import { baseOf, parseRoute, pathOf, type Route } from './route';

describe('the house', () => {
  it('is sealed under /rehearsal and nowhere else', () => {
    expect(baseOf('/rehearsal')).toBe('/rehearsal/');
    expect(baseOf('/rehearsal/watch/3')).toBe('/rehearsal/');
    expect(baseOf('/rehearsals')).toBe('/');
    expect(baseOf('/')).toBe('/');
  });
});

describe('routes', () => {
  const routes: Route[] = [
    { page: 'lookout' },
    { page: 'watch', id: 'a/b é' },
    { page: 'edit', id: '7' },
    { page: 'wishes', id: 'a/b é' },
    { page: 'wishes', id: '3', category: 'phone' },
    { page: 'wished', id: '3', wish: { intent: 'leaves', category: '-' } },
    { page: 'wished', id: '3', wish: { intent: 'leaves' } },
    { page: 'wished', id: '3', wish: { intent: 'switches', from: 'A & B', to: 'É', span: { from: new Date(0), to: new Date(1e12) } } },
    { page: 'new', query: '"essai routier" -occasion', name: 'Été' },
    { page: 'new' },
    { page: 'search', query: 'l’appli OR #vigie' },
    { page: 'search', query: 'a', view: { span: { from: new Date(0), to: new Date(1e12) } } },
    { page: 'watch', id: '3', view: { span: 'week', bar: { from: new Date(0), to: new Date(7200e3) } } },
    { page: 'attributes' },
    { page: 'categories' },
    { page: 'image', id: '3' },
    { page: 'image', id: '3', span: 'week', beside: ['4', '5'] },
    { page: 'judged', id: '3', attribute: 'price', mood: 'negative', span: { from: new Date(0), to: new Date(1e12) } },
    { page: 'judged', id: '3', attribute: 'look', over: 'week', beside: ['4', '5'], span: { from: new Date(0), to: new Date(1e12) } },
    { page: 'trends' },
    { page: 'trends', wish: { watch: '3', lang: 'fr', kind: 'hashtag' } },
    { page: 'sources' },
    { page: 'welcome' },
    { page: 'signin' },
    { page: 'join', token: 'a+b/c' },
    { page: 'people' },
    { page: 'account' },
    { page: 'desk' },
    { page: 'desk', tab: 'let_stand' },
    { page: 'conversation', id: 'bluesky:at://x/y' },
    { page: 'our-place' },
    { page: 'open-page' },
    { page: 'place-page', slug: 'notre-pub' },
    { page: 'learning' },
    { page: 'learning', about: { watch: '3' }, span: 'week' },
    { page: 'learned', about: { q: 'l’appli' }, figure: 'defended', span: { from: new Date(0), to: new Date(1e12) } },
    { page: 'learned', about: { watch: '3' }, figure: 'critical', span: null },
    { page: 'alerts' },
    { page: 'alert', id: '7' },
    { page: 'story', id: '7' },
    { page: 'alert-rules' },
    { page: 'alert-rule' },
    { page: 'alert-rule', id: '3' },
    { page: 'scorecard' },
  ];

  it.each(routes)('come back whole in both houses: $page', (route) => {
    for (const base of ['/', '/rehearsal/']) {
      const url = new URL(base + pathOf(route), 'http://localhost');
      expect(parseRoute(url.pathname, url.search)).toEqual(route);
    }
  });

  it.each(['/nowhere', '/watch', '/watch/1/2', '/watch/1/wishes/votes', '/watch/1/wishes/leaves/2', '/search/deep', '/learning/beauty?watch=1', '/learning/critical', '/invitation', '/rehearsal/nowhere'])('refuse %s', (path) => {
    expect(parseRoute(path, '')).toEqual({ page: 'missing' });
  });

  it('forget a span that is none', () => {
    expect(parseRoute('/watch/3', '?span=for-ever&bar=1..x')).toEqual({ page: 'watch', id: '3' });
  });

  it('bear a broken escape', () => {
    expect(parseRoute('/watch/%E0%A4%A', '')).toEqual({ page: 'watch', id: '%E0%A4%A' });
  });
});
