// The fake's routes: a function from a request to a reply, as DESIGN of the API has them.
import { Fault } from './house.mjs';

const UNREACHABLE = 'the name of its server cannot be found; is there a network here?';
const shown = ({ tree, ...watch }) => watch;

export function routes(world, house, { method, path, parameters, body }) {
  const at = (wish, pattern) => (method === wish ? pattern.exec(path) : null);
  const json = () => JSON.parse(body || '{}');
  let found;

  if (at('GET', /^status$/)) {
    return { body: { version: '0.1.0', rehearsal: house !== world.real, posts: house.posts.length, sources: house.sources.length, watches: house.watches.length, posts_per_s: 1, started_at: new Date().toISOString(), drill: world.drill.state ? world.drill.show() : null } };
  }
  if (at('GET', /^watches$/)) return { body: { watches: house.watches.map(shown), next_cursor: null } };
  if (at('POST', /^watches$/)) return { status: 201, body: shown(house.addWatch(json())) };
  if ((found = at('GET', /^watches\/([^/]+)$/))) return { body: shown(house.watch(found[1])) };
  if ((found = at('PUT', /^watches\/([^/]+)$/))) {
    const wish = json();
    const watch = Object.assign(house.watch(found[1]), wish, { tree: house.query(wish.query, 'watch') });
    house.tell('changed', { what: 'watches' });
    return { body: shown(watch) };
  }
  if ((found = at('DELETE', /^watches\/([^/]+)$/))) {
    const watch = house.watch(found[1]);
    house.watches = house.watches.filter((one) => one !== watch);
    return { status: 204 };
  }
  if ((found = at('GET', /^watches\/([^/]+)\/series$/))) return { body: house.series(house.watch(found[1]).tree, parameters) };
  if ((found = at('GET', /^watches\/([^/]+)\/tops$/))) return { body: house.tops(house.watch(found[1]).tree, parameters) };
  if (at('GET', /^search$/)) return { body: house.search(house.query(parameters.get('q')), parameters) };
  if (at('GET', /^count$/)) return { body: house.series(house.query(parameters.get('q')), parameters) };
  if (at('GET', /^tops$/)) return { body: house.tops(house.query(parameters.get('q')), parameters) };
  if (at('GET', /^explain$/)) return explain(house, parameters);
  if (at('POST', /^posts$/)) return { body: take(house, body) };
  if (at('GET', /^sources$/)) return { body: { sources: house.sources } };
  if (at('POST', /^sources$/)) return startSource(world, house);
  if ((found = at('DELETE', /^sources\/(.+)$/))) {
    house.sources = house.sources.filter((source) => source.name !== decodeURIComponent(found[1]));
    house.tell('changed', { what: 'sources' });
    return { status: 204 };
  }
  if (at('POST', /^drill$/)) {
    world.drill.start(json());
    return { status: 202, body: { url: '/rehearsal/' } };
  }
  if (at('GET', /^drill$/)) return { body: world.drill.state ? world.drill.show() : { state: 'none' } };
  if (at('PATCH', /^drill$/)) {
    world.drill.change(json());
    return { body: world.drill.show() };
  }
  if (at('DELETE', /^drill$/)) {
    world.drill.stop();
    return { status: 204 };
  }
  throw new Fault(404, `there is nothing at ${path}`);
}

function explain(house, parameters) {
  try {
    const tree = house.query(parameters.get('q'), parameters.get('use'));
    const strip = ({ op, text, children }) => {
      if (children) return { op, children: children.map(strip) };
      if (op === 'field') return { op, name: text.split(':')[0], value: text.split(':')[1] };
      return { op, typed: text, words: text.split(/\s+/).map((folded) => ({ kind: 'word', folded, prefix: op === 'prefix' })) };
    };
    return { body: { ok: true, tree: strip(tree), text: parameters.get('q'), warnings: [] } };
  } catch (fault) {
    return { body: { ok: false, problem: fault.members } };
  }
}

function startSource(world, house) {
  if (house.sources.length) throw new Fault(409, 'bluesky is running already');
  const source = world.offline
    ? { name: 'bluesky', kind: 'bluesky', state: 'failed', detail: UNREACHABLE, posts: 0, last_post_at: null }
    : { name: 'bluesky', kind: 'bluesky', state: 'live', detail: '', posts: 0, last_post_at: null };
  house.sources.push(source);
  house.tell('changed', { what: 'sources' });
  return { status: 201, body: source };
}

/** Imported posts have no reading of their own here: a fixed one stands in. */
function take(house, body) {
  const list = body.trim().startsWith('[') ? JSON.parse(body) : body.trim().split('\n').map((line) => JSON.parse(line));
  const results = list.map((post) => {
    const known = house.posts.some((one) => one.id === post.id && one.source === post.source);
    if (!known) {
      const reading = { lang: post.lang ?? 'en', lang_p: 0.9, mood: { negative: 0.2, neutral: 0.6, positive: 0.2 }, spans: [] };
      house.add({ kind: 'post', ...post, vigie: reading }, true);
    }
    return { id: post.id, fate: known ? 'duplicate' : 'accepted' };
  });
  const accepted = results.filter((one) => one.fate === 'accepted').length;
  return { accepted, duplicates: results.length - accepted, edited: 0, deleted: 0, rejected: 0, results };
}
