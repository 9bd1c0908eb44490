// A house with alerts, as the API tells it, in place of waiting for something unusual: what is asked of alerts, rules and
// deliveries is answered from here, all else by the real server. Holds what pages change.
const HOUR_MS = 3_600_000;
const ASKED = /\/api\/v1\/(alerts|alert-rules|deliveries)(\/|\?|$)/;

const ago = (hours) => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** What a rule would have said of four weeks: a daily rhythm with two peaks. */
function inventPast() {
  const series = Array.from({ length: 672 }, (_, hour) => {
    const expected = 12 + 10 * Math.sin((hour / 24) * 2 * Math.PI);
    const is_peak = (hour > 200 && hour < 206) || (hour > 500 && hour < 510);
    return [ago(672 - hour), Math.round(is_peak ? expected * 5 : expected + ((hour * 7) % 5)), Math.round(expected)];
  });
  const fired = [201, 501].map((hour) => ({
    began_at: series[hour][0], peaked_at: series[hour + 2][0], ended_at: series[hour + 5][0], posts: 240, expected: 48,
    sentence: { fr: 'Atlas : 240 messages en une heure, 48 d’habitude.', en: 'Atlas: 240 posts within an hour, 48 as a rule.' },
  }));
  const shares = series.map(([time, posts], hour) => [time, Math.round(posts * (hour > 500 && hour < 508 ? 0.4 : 0.08 + ((hour * 13) % 7) / 100)), posts, 0.02, 0.06 + 0.9 / Math.sqrt(posts + 1)]);
  const reason = { fr: 'La source ne répondait pas.', en: 'The source did not answer.' };
  const gaps = [{ from: series[300][0], to: series[306][0], source: 'bluesky', reason }];
  return { fired, minutes_read: 40_320, series, shares, gaps };
}

export function inventAlerts(watch, posts) {
  const [first] = posts;
  const name = ({ source, id }) => ({ source, id });
  const common = {
    watch: { id: watch.id, name: watch.name }, voices: 31, usual: null, critical: { posts: 12, share: 0.31, low: 0.19, high: 0.46 }, group: null,
    words: [{ word: 'garage', posts: 19 }, { word: 'roulement', posts: 14 }, { word: 'batterie', posts: 9 }],
    authors: posts.slice(0, 4).map((post, index) => ({ source: post.source, id: post.author.id, handle: post.author.handle, posts: 9 - index })),
    networks: [{ source: 'file:invented', posts: 39 }], first_post: name(posts.at(-1) ?? first), posts_behind: posts.map(name), query: watch.query,
    known_from: ago(672), read_from: null, from: ago(1.5), to: ago(0), acknowledged: null, muted_until: null,
  };
  return [
    { ...common, id: '9', kind: 'surprise', state: 'growing', began_at: ago(0.6), peaked_at: null, ended_at: null, posts: 39, expected: 7.4, surprise: 0.999, sentence: { fr: 'Atlas : 39 messages depuis 36 minutes, 7 d’habitude à cette heure.', en: 'Atlas: 39 posts in 36 minutes, 7 as a rule at this hour.' } },
    { ...common, id: '8', kind: 'share', state: 'peaked', began_at: ago(3), peaked_at: ago(1), ended_at: null, posts: 39, expected: null, surprise: null, usual: { low: 0.04, high: 0.12 }, sentence: { fr: 'Atlas : 31 % de critiques en une heure, de 4 % à 12 % d’habitude.', en: 'Atlas: 31% criticise within an hour, 4% to 12% as a rule.' } },
    { ...common, id: '7', kind: 'coverage', state: 'growing', watch: null, began_at: ago(0.3), peaked_at: null, ended_at: null, posts: null, voices: null, expected: null, surprise: null, critical: null, words: [], authors: [], networks: [], first_post: null, posts_behind: [], query: null, sentence: { fr: 'Plus rien de Bluesky depuis 18 minutes.', en: 'Nothing heard from Bluesky for 18 minutes.' } },
    { ...common, id: '3', kind: 'surprise', state: 'ended', began_at: ago(50), peaked_at: ago(49), ended_at: ago(46), posts: 120, expected: 20, surprise: 0.99, acknowledged: { by: 'Maëlle Quesnel', at: ago(49.5) }, sentence: { fr: 'Atlas : 120 messages en deux heures, 20 d’habitude.', en: 'Atlas: 120 posts within two hours, 20 as a rule.' } },
  ];
}

export class AlertHouse {
  constructor(watch, posts) {
    this.alerts = inventAlerts(watch, posts);
    this.rules = [];
    this.deliveries = [];
    this.asked = [];
  }

  /** Answers for the house on that page. */
  async serve(page) {
    await page.route(ASKED, (route) => {
      const request = route.request();
      const { pathname, searchParams } = new URL(request.url());
      const body = request.postDataJSON();
      const path = pathname.split('/api/v1/')[1];
      this.asked.push({ method: request.method(), path, body });
      const [status, json] = this.answer(request.method(), path.split('/'), searchParams, body);
      return route.fulfill({ status, contentType: 'application/json', body: json === undefined ? '' : JSON.stringify(json) });
    });
  }

  answer(method, [noun, id, act], search, body) {
    if (noun === 'deliveries') return this.delivery(method, id);
    if (noun === 'alert-rules') return this.rule(method, id, body);
    if (!id) {
      const is_open = search.get('state') === 'open';
      return [200, { alerts: this.alerts.filter(({ state }) => (state === 'ended') !== is_open), next_cursor: null }];
    }
    const alert = this.alerts.find((one) => one.id === id);
    if (!alert) return [404, { type: 'about:blank', title: 'Not Found', status: 404, detail: 'there is no alert with that id' }];
    if (act === 'acknowledge') alert.acknowledged = { by: 'Ada Ashdown', at: ago(0) };
    if (act === 'mute') alert.muted_until = body.until;
    return [200, alert];
  }

  delivery(method, id) {
    if (method === 'DELETE') this.deliveries = this.deliveries.map((one) => (one.id === id ? { ...one, state: 'given_up', next_at: null } : one));
    return method === 'GET' ? [200, { deliveries: this.deliveries, next_cursor: null }] : [204];
  }

  rule(method, id, body) {
    if (id === 'test') return [200, inventPast()];
    if (method === 'GET') return [200, id ? this.rules.find((one) => one.id === id) : { rules: this.rules }];
    if (method === 'DELETE') this.rules = this.rules.filter((one) => one.id !== id);
    if (method === 'DELETE') return [204];
    const rule = { ...body, id: id ?? String(this.rules.length + 1) };
    this.rules = [...this.rules.filter((one) => one.id !== rule.id), rule];
    const has_hook = rule.to.some(({ channel }) => channel === 'webhook');
    return [id ? 200 : 201, { ...rule, secret: method === 'POST' && has_hook ? 'c2VjcmV0LW9mLXRoZS1ydWxl' : null }];
  }
}
