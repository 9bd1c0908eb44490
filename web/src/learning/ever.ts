// All of the time in which there are posts of a watch or a query, in steps that suit it.
import type { About } from '../api/measure';
import { spanBefore, spanOver, type Chosen } from '../format/span';
import { house } from '../state/house.svelte';

export async function everMeasured(about: About, now: Date): Promise<Chosen> {
  const hour = spanBefore(now, 'hour');
  const known = await ('watch' in about ? house.client.watchSeries(about.watch, hour, hour.stepS) : house.client.count(about.q, hour, hour.stepS));
  return known.first && known.last ? spanOver(new Date(known.first), new Date(known.last)) : hour;
}
