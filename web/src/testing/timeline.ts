// A timeline for tests: an incident of five hours with invented people.
import type { Alert, Timeline, TimelineMoment } from '../api/alerts';

const BEGAN = Date.UTC(2026, 10, 27, 14, 0);
const at = (minutes: number) => new Date(BEGAN + minutes * 60_000).toISOString();

export function inventAlert(more: Partial<Alert> = {}): Alert {
  return {
    id: '7', watch: { id: '1', name: 'Galerne' }, kind: 'surprise', state: 'ended', began_at: at(20), peaked_at: at(80), ended_at: at(300), group: '7',
    posts: 2400, expected: 120, voices: 1630, critical: { posts: 600, share: 0.31, low: 0.28, high: 0.34 }, usual: { low: 0.04, high: 0.1 }, surprise: 0.99,
    sentence: { fr: '« Galerne » : 2 400 messages.', en: '“Galerne”: 2,400 posts.' },
    words: [{ word: 'panne', posts: 320 }, { word: 'app', posts: 150 }, { word: 'ivy', posts: 90 }],
    authors: [{ source: 'bluesky', id: 'did:plc:1', handle: 'ivy.example', posts: 12 }], networks: [{ source: 'bluesky', posts: 2400 }],
    first_post: { source: 'bluesky', id: 'p1' }, posts_behind: [], query: 'galerne OR author:ivy.example', from: at(10), to: at(300), acknowledged: { by: 'Ada Ashdown', at: at(31) }, muted_until: null, known_from: null, read_from: null, ...more,
  };
}

const moment = (event: TimelineMoment['event'], minutes: number, more: Partial<TimelineMoment> = {}): TimelineMoment => ({ event, at: at(minutes), post: null, voices: null, before: null, after: null, pace: null, ...more });

export function inventTimeline(more: Partial<Alert> = {}): Timeline {
  const posts = (index: number) => Math.round(4 + 60 * Math.exp(-(((index - 70) / 18) ** 2)));
  const points = Array.from({ length: 180 }, (_, index) => ({ at: at(index * 2 - 60), posts: posts(index), voices: Math.round(posts(index) * 0.8), usual: 4, written: posts(index), critical: Math.round(posts(index) * 0.3) }));
  const shares = Array.from({ length: 36 }, (_, index) => ({ at: at(index * 10 - 60), written: 5 * posts(index * 5), critical: Math.round(1.5 * posts(index * 5)), low: 0.03, high: 0.11 }));
  return {
    alert: inventAlert(more), from: at(-60), to: at(300), step_s: 120, window_s: 720, half_life_s: 2700, posts_read: 2400, posts_of: 2400, points, share_step_s: 600, shares,
    gaps: [],
    moments: [
      moment('first_post', 10, { post: { source: 'bluesky', id: 'p1' } }),
      moment('tipping', 14, { post: { source: 'bluesky', id: 'p4' }, voices: 41, before: 120, after: 610 }),
      moment('began', 20), moment('acknowledged', 31), moment('answered', 52, { post: { source: 'bluesky', id: 'p9' } }), moment('peak', 80, { pace: 1920 }), moment('half', 125), moment('ended', 300),
    ],
  };
}
