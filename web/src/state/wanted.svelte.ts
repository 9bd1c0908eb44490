// How many conversations want an answer: the number beside the desk in the navigation.
import { house } from './house.svelte';
import { live } from './live.svelte';
import { pulse } from './pulse';

class Wanted {
  count = $state(0);

  start(): void {
    const beat = pulse(async () => {
      this.count = (await house.desk.list('open', 1)).counts.open ?? 0;
    });
    live.on('changed', ({ what }) => what === 'desk' && beat.ask());
    live.on('back', () => beat.ask());
  }
}

export const wanted = new Wanted();
