// Series of posts that may lie elsewhere in time than the person looks.
import type { Client } from '../api/client';
import type { Series, Span } from '../api/types';
import { spanBefore, spanOver, type SpanName } from '../format/span';
import { narrowed } from '../query/brand';

/** Parameters that ask for different texts too; `alone`: without those that many copied. */
export const withTexts = (alone: boolean) => ({ clusters: 'true', without: alone ? 'groups' : undefined });

/** How many of the posts of a query somebody here has corrected. A query as long as may be leaves no room to ask: none. */
export async function correctedAmong(client: Client, query: string, span: Span, stepS: number, known: Date | null): Promise<number> {
  return client.count(narrowed(query, 'is:corrected'), span, stepS, {}, known).then((series) => series.posts, () => 0);
}

export type AskSeries = (span: Span, stepS: number) => Promise<Series>;

/** All of the time in which there are posts; nothing, where there are none. */
export async function everything(ask: AskSeries, now: Date): Promise<Series> {
  const hour = spanBefore(now, 'hour');
  const known = await ask(hour, hour.stepS);
  return (await allAround(ask, known)) ?? known;
}

/** The span before `now`; where it is empty although there are posts, all of the time instead. */
export async function seriesOrEver(
  ask: AskSeries,
  now: Date,
  name: Exclude<SpanName, 'all'>,
): Promise<{ series: Series; ever: boolean }> {
  const span = spanBefore(now, name);
  const asked = await ask(span, span.stepS);
  const all = asked.posts === 0 ? await allAround(ask, asked) : null;
  return all ? { series: all, ever: true } : { series: asked, ever: false };
}

async function allAround(ask: AskSeries, known: Series): Promise<Series | null> {
  if (!known.first || !known.last) return null;
  const all = spanOver(new Date(known.first), new Date(known.last));
  return ask(all, all.stepS);
}
