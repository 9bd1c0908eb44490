// Starting the rehearsal that the program ships, from wherever a page offers it.
import type { PlayableDrill, Policy } from '../api/scorecard';
import type { Drill } from '../api/types';
import type { Key } from '../i18n/en';
import { HOUR_S, duration } from '../format/time';
import { house } from '../state/house.svelte';
import { language, t } from '../state/language.svelte';

/** How many seconds of the story pass in a real one. */
export const SPEEDS = [1, 60, 300, 600, 1800, 3600];
export const FIRST_SPEED = 600;

export const PLAYERS: readonly Policy[] = ['you', 'present', 'absent', 'deletes'];

export const FIRST_STORY = 'galerne';
const SEED = 1;
// From Friday at 17:00 to Monday at 9:00: of the first one.
const STORY_S = 64 * HOUR_S;

/** What a speed means for the one who waits: "the whole week-end in 6 minutes (× 600)". */
export function speedName(speed: number, key: Key = 'drill.speedIn', story_s = STORY_S): string {
  if (speed === 1) return t('drill.realTime');
  return t(key, { time: duration(story_s / speed, language.locale), n: speed });
}

/** How long the story of a rehearsal is, from its opening on. */
export function storySeconds(drill: Drill): number {
  return (new Date(drill.end).getTime() - new Date(drill.opening).getTime()) / 1000;
}

/** Begins it anew, in the place of the one there was, and goes there. */
export async function startRehearsal(speed: number, player: Policy, name = FIRST_STORY): Promise<void> {
  if (house.drill && house.drill.state !== 'ended') await house.drillDoor.stopDrill();
  const policy = player === 'you' ? 'none' : player;
  const answer = await house.scores.play({ name, speed, seed: SEED, lang: language.current, policy, playable: true });
  location.assign(answer.url);
}

/** Who plays the brand in it. */
export function playerOf(drill: Drill | null): Policy {
  const { policy } = (drill ?? {}) as PlayableDrill;
  return !policy || policy === 'none' ? 'you' : policy;
}
