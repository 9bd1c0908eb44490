// How many conversations want an answer: the number beside the desk in the navigation. Of an expert
// also those that were handed to them.
import { house } from './house.svelte';
import { live } from './live.svelte';
import { pulse } from './pulse';
import { session } from './session.svelte';

// A change may be told before the stream of a page that opens is heard.
const AGING_MS = 10_000;

class Wanted {
  count = $state(0);

  start(): void {
    const beat = pulse(async () => {
      const { counts } = await house.desk.list('open', 1);
      this.count = (counts.open ?? 0) + (session.guest ? (counts.handed ?? 0) : 0);
    });
    live.on('changed', ({ what }) => what === 'desk' && beat.ask());
    live.on('back', () => beat.ask());
    setInterval(() => beat.ask(), AGING_MS);
  }
}

export const wanted = new Wanted();
