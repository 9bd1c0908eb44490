// The fake rehearsal: a sealed house whose posts come on an invented clock.
import { Fault, House } from './house.mjs';

const START = Date.parse('2026-03-06T17:00:00Z');
const LENGTH_MS = 60 * 3600e3;
const TOTAL = 4200;
const SAMPLES = [
  ['Atlas', 'atlas -"crédit atlas"', '#12898f', 'The brand'],
  ['#FilmTonAtlas', '#MonAtlas OR #MyAtlas OR #FilmTonAtlas', '#8862d3', 'The open call and the turn it takes'],
  ['Crédit Atlas', '"crédit atlas"', '#cf4a57', 'The outage'],
];

export class Drill {
  house = new House(11);
  state = null;

  start({ name = 'galerne', speed = 600 }) {
    if (this.state) throw new Fault(409, 'a rehearsal is playing');
    this.house = new House(11);
    for (const [title, query, colour, purpose] of SAMPLES) this.house.addWatch({ name: title, query, colour, purpose });
    this.house.sources.push({ name: `drill:${name}`, kind: 'drill', state: 'live', detail: '', posts: 0 });
    this.state = { state: 'playing', name, speed, now: START, said: 0 };
  }

  require() {
    if (!this.state) throw new Fault(404, 'no rehearsal is playing');
    return this.state;
  }

  show() {
    const drill = this.require();
    return { ...drill, now: new Date(drill.now).toISOString(), start: new Date(START).toISOString(), end: new Date(START + LENGTH_MS).toISOString(), opening: new Date(START).toISOString(), expected: TOTAL };
  }

  change({ speed, paused }) {
    const drill = this.require();
    if (speed) drill.speed = speed;
    if (paused !== undefined) drill.state = paused ? 'paused' : 'playing';
  }

  stop() {
    this.require().state = 'ended';
  }

  beat() {
    const drill = this.state;
    if (drill?.state === 'playing') {
      const before = drill.now;
      drill.now = Math.min(START + LENGTH_MS, before + drill.speed * 1000);
      const due = ((drill.now - before) / LENGTH_MS) * TOTAL;
      for (let i = 0; i < due && drill.said < TOTAL; i++, drill.said++) {
        this.house.invent(`drill:${drill.name}`, before + this.house.random() * (drill.now - before), true, (before - START) / LENGTH_MS + 0.3);
      }
      Object.assign(this.house.sources[0], { posts: drill.said, last_post_at: new Date(drill.now).toISOString() });
      if (drill.now >= START + LENGTH_MS) drill.state = 'ended';
    }
    this.house.tick();
  }
}
