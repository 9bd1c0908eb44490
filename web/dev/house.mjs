// One house of the fake server: its posts, its watches, its live stream. All in memory.
import { chance, inventPost } from './invented.mjs';
import { fold, matches, parse, spans } from './query.mjs';

const STEPS = { minute: 60, hour: 3600, day: 86400 };
const MOODS = ['negative', 'neutral', 'positive'];
const strongest = (mood) => MOODS.reduce((best, one) => (mood[one] > mood[best] ? one : best), 'neutral');

export class Fault extends Error {
  constructor(status, detail, members = {}) {
    super(detail);
    Object.assign(this, { status, members });
  }
}

export class House {
  posts = [];
  watches = [];
  sources = [];
  streams = new Set();
  drill = null;
  nextId = 1;
  since = { posts: 0, watches: {} };

  constructor(seed) {
    this.random = chance(seed);
  }

  query(text, use) {
    try {
      return parse(text ?? '', use);
    } catch (wrong) {
      throw new Fault(422, wrong.message, { column: wrong.column, reason: wrong.reason, suggestion: wrong.suggestion });
    }
  }

  /** Newest first, within a span. */
  find(tree, from, to) {
    return this.posts.filter((post) => post.at >= from && post.at < to && matches(tree, post, post.folded));
  }

  add(post, live) {
    const kept = { ...post, at: Date.parse(post.time), folded: fold([post.text, post.title ?? ''].join('\n')) };
    const index = this.posts.findIndex((one) => one.at <= kept.at);
    if (index < 0) this.posts.push(kept);
    else this.posts.splice(index, 0, kept);
    if (live) this.announce(kept);
  }

  announce(post) {
    const hit = this.watches.filter((watch) => matches(watch.tree, post, post.folded));
    this.since.posts++;
    for (const watch of hit) {
      const count = (this.since.watches[watch.id] ??= { posts: 0, negative: 0, neutral: 0, positive: 0 });
      count.posts++;
      count[strongest(post.vigie.mood)]++;
    }
    if (hit.length) this.tell('post', { watches: hit.map((watch) => watch.id), post: this.show(post, hit[0].tree) });
  }

  tell(event, data) {
    for (const stream of this.streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  tick() {
    this.tell('tick', { posts: this.since.posts, posts_per_s: this.since.posts, watches: this.since.watches });
    this.since = { posts: 0, watches: {} };
  }

  show(post, tree) {
    const { at, folded, ...shown } = post;
    return { ...shown, vigie: { ...post.vigie, spans: tree ? spans(tree, post.text) : [] } };
  }

  addWatch({ name, query, colour, purpose }) {
    if (!name) throw new Fault(422, 'a watch needs a name');
    const watch = { id: String(this.nextId++), name, query, colour, purpose, created_at: new Date().toISOString(), tree: this.query(query, 'watch') };
    this.watches.push(watch);
    this.tell('changed', { what: 'watches' });
    return watch;
  }

  watch(id) {
    const watch = this.watches.find((one) => one.id === id);
    if (!watch) throw new Fault(404, `there is no watch ${id}`);
    return watch;
  }

  series(tree, parameters) {
    const to = parameters.get('to') ? Date.parse(parameters.get('to')) : Date.now();
    const from = parameters.get('from') ? Date.parse(parameters.get('from')) : to - 86400e3;
    const step = STEPS[parameters.get('step')] ?? Number(parameters.get('step') ?? 3600);
    if ((to - from) / 1000 / step > 2000) throw new Fault(422, 'more than 2,000 buckets');
    const all = this.find(tree, -Infinity, Infinity);
    const inside = all.filter((post) => post.at >= from && post.at < to);
    const buckets = [];
    for (let at = Math.floor(from / 1000 / step) * step * 1000; at < to; at += step * 1000) {
      buckets.push({ time: new Date(at).toISOString(), ...this.sum(inside.filter((post) => post.at >= at && post.at < at + step * 1000)) });
    }
    return {
      from: new Date(from).toISOString(), to: new Date(to).toISOString(), step_s: step, buckets, ...this.sum(inside),
      first: all.at(-1)?.time ?? null, last: all[0]?.time ?? null,
    };
  }

  sum(posts) {
    const sum = { posts: posts.length, voices: new Set(posts.map((post) => post.author?.id)).size, negative: 0, neutral: 0, positive: 0 };
    for (const post of posts) sum[strongest(post.vigie.mood)]++;
    return sum;
  }

  tops(tree, parameters) {
    const found = this.find(tree, Date.parse(parameters.get('from') ?? 0), Date.parse(parameters.get('to') ?? '9999'));
    const limit = Number(parameters.get('limit') ?? 20);
    const count = (of) => {
      const table = new Map();
      for (const post of found) for (const name of new Set(of(post))) table.set(name, (table.get(name) ?? 0) + 1);
      return [...table].sort((a, b) => b[1] - a[1]).slice(0, limit).map(([name, posts]) => ({ name, posts }));
    };
    return {
      read: found.length,
      words: count((post) => post.folded.replace(/https?:\S+/g, '').match(/\p{L}{5,}/gu) ?? []),
      hashtags: count((post) => post.text.match(/#[\p{L}\p{N}_]+/gu) ?? []),
      links: count((post) => post.links ?? []),
      sites: count((post) => (post.links ?? []).map((link) => new URL(link).host.replace(/^www\./, ''))),
      authors: count((post) => (post.author?.handle ? [post.author.handle] : [])).map((row) => ({ ...row, id: row.name })),
      languages: count((post) => [post.vigie.lang]),
      sources: count((post) => [post.source]),
    };
  }

  search(tree, parameters) {
    const limit = Number(parameters.get('limit') ?? 20);
    const skip = Number(parameters.get('cursor') ?? 0);
    const from = parameters.get('from') ? Date.parse(parameters.get('from')) : -Infinity;
    const to = parameters.get('to') ? Date.parse(parameters.get('to')) : Infinity;
    const found = this.find(tree, from, to);
    return {
      posts: found.slice(skip, skip + limit).map((post) => this.show(post, tree)),
      next_cursor: skip + limit < found.length ? String(skip + limit) : null,
    };
  }

  invent(source, time, live, anger = 0.3) {
    this.add(inventPost(this.random, this.nextId++, time, source, anger), live);
  }
}
