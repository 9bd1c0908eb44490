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

const NAME = 'galerne';
const SEED = 1;
// From Friday at 17:00 to Monday at 9:00.
const STORY_S = 64 * HOUR_S;

/** What a speed means for the one who waits: "the whole week-end in 6 minutes (× 600)". */
export function speedName(speed: number, key: Key = 'drill.speedIn'): string {
  if (speed === 1) return t('drill.realTime');
  return t(key, { time: duration(STORY_S / speed, language.locale), n: speed });
}

/** Begins it anew, in the place of the one there was, and goes there. */
export async function startRehearsal(speed: number, player: Policy): Promise<void> {
  if (house.drill && house.drill.state !== 'ended') await house.drillDoor.stopDrill();
  const policy = player === 'you' ? 'none' : player;
  const answer = await house.scores.play({ name: NAME, speed, seed: SEED, lang: language.current, policy, playable: true });
  location.assign(answer.url);
}

/** Who plays the brand in it. */
export function playerOf(drill: Drill | null): Policy {
  const { policy } = (drill ?? {}) as PlayableDrill;
  return !policy || policy === 'none' ? 'you' : policy;
}
