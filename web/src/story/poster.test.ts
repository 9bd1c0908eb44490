import { describe, expect, it } from 'vitest';
import { translate, type Language } from '../i18n/translate';
import { inventTimeline } from '../testing/timeline';
import { posterOf } from './poster';
import { figuresOf, sentenceOf, toldMoments, withoutNames, wordsOf, type Speech } from './telling';

const speech = (language: Language): Speech => ({ language, locale: language, say: (key, values) => translate(language, key, values) });
const made = (more = {}, rehearsal = false, language: Language = 'en') => posterOf(inventTimeline(more), { speech: speech(language), rehearsal, zone: 'Europe/Paris' });

/** Every tag is closed by its own name: what XML asks of a drawing. */
function isWhole(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, , alone] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>/gi)) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!alone) open.push(name ?? '');
  }
  return open.length === 0 && !/[<>]/.test(svg.replace(/<\/?[a-z]+(?:\s[\w:-]+="[^"<]*")*\/?>/gi, ''));
}

describe('the picture of an incident', () => {
  it('is the same when made again', () => {
    expect(made()).toBe(made());
    expect(made({}, true, 'fr')).toBe(made({}, true, 'fr'));
  });

  it('is a whole drawing, without NaN, whatever a name holds', () => {
    for (const name of ['Galerne', '<b>"&\u0000', '', '🌊'.repeat(200)]) {
      const svg = made({ watch: { id: '1', name } });
      expect(isWhole(svg)).toBe(true);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('names its source, query, span and zone', () => {
    const svg = made();
    for (const said of ['Vigie, from what is kept of Bluesky', 'galerne OR author:…', '(Europe/Paris)', 'First answer of the house', 'Galerne']) expect(svg).toContain(said);
  });

  it('promises only that authors are not named: a query may name a person', () => {
    const svg = made({ query: 'galerne OR "Ivy Ashdown"' });
    expect(svg).toContain('Authors are not named.');
    expect(svg).not.toMatch(/no private person/i);
    expect(made({}, false, 'fr')).toContain('Les auteurs ne sont pas nommés.');
  });

  it('has a title that says its name once', () => {
    expect(made()).toContain('<title>“Galerne”: 2,400 posts.</title>');
    expect(made({ kind: 'author' })).toContain('<title>Galerne: An author who is heard has spoken.</title>');
  });

  it('names no author, nor who of us did what', () => {
    for (const more of [{}, { kind: 'author', sentence: { fr: 'ivy.example parle.', en: 'ivy.example speaks.' } }] as const) {
      const svg = made(more);
      expect(svg).not.toMatch(/ivy|did:plc|Ashdown/i);
    }
  });

  it('says of a rehearsal that it is one, and of nothing else', () => {
    expect(made({}, true)).toContain('REHEARSAL');
    expect(made({}, true, 'fr')).toContain('RÉPÉTITION');
    expect(made()).not.toContain('REHEARSAL');
  });

  it('hatches where not everything was heard, once where gaps touch, and says what it means', () => {
    const reason = { fr: 'La source ne répondait pas.', en: 'The source did not answer.' };
    const gap = (source: string, from: string, to: string) => ({ source, from: `2026-11-27T${from}:00Z`, to: `2026-11-27T${to}:00Z`, reason });
    const gaps = [gap('bluesky', '15:00', '15:30'), gap('mastodon', '15:20', '15:40'), gap('bluesky', '17:00', '17:10')];
    const svg = posterOf({ ...inventTimeline(), gaps }, { speech: speech('en'), rehearsal: false, zone: 'UTC' });
    expect(svg.match(/data-gap/g)).toHaveLength(2);
    expect(svg).toContain('not everything heard');
    expect(isWhole(svg)).toBe(true);
    expect(made()).not.toMatch(/data-gap|not everything heard/);
  });

  it('is made of an outage too, which has no curve', () => {
    const outage = { ...inventTimeline({ kind: 'coverage', watch: null, query: null, posts: null, voices: null, critical: null, words: [], networks: [] }), points: [], shares: [], half_life_s: null };
    const svg = posterOf(outage, { speech: speech('en'), rehearsal: false, zone: 'UTC' });
    expect(isWhole(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).not.toContain('Alert after');
    expect(svg).toContain('Lasted');
  });
});

describe('a timeline in words', () => {
  const timeline = inventTimeline();

  it('says how long it took from the first post', () => {
    const figures = Object.fromEntries(figuresOf(timeline, speech('en')).map(({ name, value }) => [name, value]));
    expect(figures).toMatchObject({ Posts: '2,400', Criticise: '31%', 'Highest pace': '1,920', 'Alert after': '10 min', 'Answered after': '42 min', 'Half-life': '45 min' });
  });

  it('measures a turn from the alert on: the hour that was judged says nothing of its first post', () => {
    const turn = inventTimeline({ kind: 'share' });
    const figures = Object.fromEntries(figuresOf(turn, speech('en')).map(({ name, value, detail }) => [name, [value, detail]]));
    expect(figures).not.toHaveProperty('Alert after');
    expect(figures['Answered after']).toEqual(['32 min', 'from the alert']);
    expect(toldMoments(turn, speech('en'))[0]?.name).toBe('First post counted');
    expect(toldMoments(timeline, speech('en'))[0]?.name).toBe('First post');
  });

  it('says nothing of how long the alert took where the first post is gone', () => {
    const gone = { ...timeline, moments: timeline.moments.filter(({ event }) => event !== 'first_post') };
    const figures = Object.fromEntries(figuresOf(gone, speech('en')).map(({ name, value }) => [name, value]));
    expect(figures).toMatchObject({ 'Alert after': '–', 'Answered after': '–' });
  });

  it('agrees with the clocks that are shown', () => {
    const moments = timeline.moments.map((one) => ({ ...one, at: one.event === 'first_post' ? '2026-11-27T12:07:50Z' : one.event === 'began' ? '2026-11-27T13:10:10Z' : one.at }));
    const figures = Object.fromEntries(figuresOf({ ...timeline, moments }, speech('en')).map(({ name, value }) => [name, value]));
    expect(figures['Alert after']).toBe('1 hr 3 min');
  });

  it('leaves a dash where nothing happened', () => {
    const calm = { ...timeline, half_life_s: null, moments: timeline.moments.filter(({ event }) => event !== 'answered') };
    const figures = Object.fromEntries(figuresOf(calm, speech('en')).map(({ name, value }) => [name, value]));
    expect(figures).toMatchObject({ 'Answered after': '–', 'Half-life': '–' });
  });

  it('tells each moment in its language', () => {
    expect(toldMoments(timeline, speech('fr')).map(({ name }) => name)).toContain('Première réponse de la maison');
    expect(toldMoments(timeline, speech('en'))[1]?.detail).toBe('taken up by 41 voices; from 120 to 610 posts an hour');
  });

  it('leaves out the names that a query tests and the words that are a handle', () => {
    expect(withoutNames('a author:"Ivy Ashdown" OR @leo.example (AUTHOR:eve)')).toBe('a author:… OR @… (AUTHOR:…)');
    expect(wordsOf(timeline).map(({ name }) => name)).toEqual(['panne', 'app']);
    expect(wordsOf(inventTimeline({ words: [{ word: 'app', posts: 1 }, { word: 'panne', posts: 2 }] })).map(({ name }) => name)).toEqual(['panne', 'app']);
    expect(sentenceOf(inventTimeline({ kind: 'word', sentence: { fr: '', en: '2 posts with “@ivy”.' } }), speech('en'))).not.toContain('ivy');
  });
});
