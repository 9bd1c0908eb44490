import { describe, expect, it } from 'vitest';
import type { Drill, Source, SourceState } from '../api/types';
import { hearingOf, troubledAmong, type Known } from './hearing';

const source = (state: SourceState, kind: Source['kind'] = 'bluesky'): Source => ({
  name: kind === 'drill' ? 'drill:galerne' : 'bluesky', kind, state, detail: '', posts: 0, last_post_at: null, is_paused: false,
});
const known = (more: Partial<Known>): Known => ({
  connected: true, rehearsal: false, drill: null, sources: [], troubled: [], postsPerS: 0, ...more,
});

describe('what the house hears', () => {
  it('is nothing without a source, unless posts come all the same', () => {
    expect(hearingOf(known({}))).toBe('nothing');
    expect(hearingOf(known({ postsPerS: 3 }))).toBe('live');
  });

  it('is live, connecting or out of reach as its network is', () => {
    expect(hearingOf(known({ sources: [source('live')] }))).toBe('live');
    expect(hearingOf(known({ sources: [source('connecting')] }))).toBe('connecting');
    expect(hearingOf(known({ sources: [source('waiting')], troubled: [source('waiting')] }))).toBe('unreachable');
    expect(hearingOf(known({ sources: [source('ended')] }))).toBe('nothing');
  });

  it('is not known while the server is gone', () => {
    expect(hearingOf(known({ connected: false, sources: [source('live')] }))).toBe('lost');
  });

  it('is the rehearsal where one is played, paused or over', () => {
    const drill = { state: 'paused' } as Drill;
    expect(hearingOf(known({ rehearsal: true, drill, sources: [source('waiting', 'drill')] }))).toBe('paused');
    expect(hearingOf(known({ rehearsal: true }))).toBe('ended');
  });
});

describe('trouble', () => {
  it('is of networks alone: a rehearsal that rests has none', () => {
    for (const state of ['waiting', 'failed', 'ended'] as const) expect(troubledAmong([source(state, 'drill')], [])).toEqual([]);
    expect(troubledAmong([source('waiting')], []).length).toBe(1);
    expect(troubledAmong([source('failed')], []).length).toBe(1);
  });

  it('lasts while the network is tried again, until it is heard', () => {
    const before = [source('waiting')];
    expect(troubledAmong([source('connecting')], before).length).toBe(1);
    expect(troubledAmong([source('connecting')], [])).toEqual([]);
    expect(troubledAmong([source('live')], before)).toEqual([]);
  });
});
