// A timeline in words: what happened when, and the figures that sum it up. Pure; `say` is a language.
import type { Alert, Timeline, TimelineMoment } from '../api/alerts';
import { percent, whole } from '../format/number';
import { stretch } from '../format/time';
import type { Key } from '../i18n/en';
import type { Values } from '../i18n/translate';
import { sourceName } from '../post/facts';

export interface Speech {
  locale: string;
  language: 'fr' | 'en';
  say: (key: Key, values?: Values) => string;
}

export interface ToldMoment {
  moment: TimelineMoment;
  at: Date;
  name: string;
  detail: string;
}

const perHour = (pace: number | null, { locale }: Speech) => whole(pace ?? 0, locale);

function detailOf(moment: TimelineMoment, speech: Speech): string {
  if (moment.event === 'tipping') {
    return speech.say('story.tippingBy', { n: moment.voices ?? 0, before: perHour(moment.before, speech), after: perHour(moment.after, speech) });
  }
  return moment.event === 'peak' ? speech.say('story.pace', { n: Math.round(moment.pace ?? 0) }) : '';
}

/** A turn is judged of some hours: its oldest post is the first that was counted, and none before it was looked for. */
const nameOf = ({ event }: TimelineMoment, { kind }: Alert, { say }: Speech) => say(event === 'first_post' && kind === 'share' ? 'story.firstCounted' : `story.event.${event}`);

export function toldMoments({ alert, moments }: Timeline, speech: Speech): ToldMoment[] {
  return moments.map((moment) => ({ moment, at: new Date(moment.at), name: nameOf(moment, alert, speech), detail: detailOf(moment, speech) }));
}

export interface Figure {
  name: string;
  value: string;
  detail: string;
}

const first = ({ moments }: Timeline, event: TimelineMoment['event']) => moments.find((one) => one.event === event);

/** By the minutes that are shown, so that the two clocks and the stretch between them agree. */
function between(from: string, to: string, locale: string): string {
  const [begin, end] = [new Date(from).getTime(), new Date(to).getTime()];
  const minutes = Math.floor(end / 60_000) - Math.floor(begin / 60_000);
  return stretch(end - begin < 60_000 ? end - begin : minutes * 60_000, locale);
}

/** None where the one or the other is not known, or came before. */
function after(timeline: Timeline, from: TimelineMoment['event'], to: TimelineMoment['event'], { locale }: Speech): string | null {
  const [begin, end] = [first(timeline, from), first(timeline, to)];
  return begin && end && end.at >= begin.at ? between(begin.at, end.at, locale) : null;
}

function answerOf(timeline: Timeline, speech: Speech): Figure {
  const from = timeline.alert.kind === 'share' ? 'began' : 'first_post';
  const value = after(timeline, from, 'answered', speech);
  const known = from === 'began' ? 'story.fromAlert' : 'story.fromFirst';
  return { name: speech.say('story.answerAfter'), value: value ?? '–', detail: speech.say(value ? known : first(timeline, 'answered') ? 'story.answeredBefore' : 'story.noAnswer') };
}

export function figuresOf(timeline: Timeline, speech: Speech): Figure[] {
  const { alert } = timeline;
  const { say, locale } = speech;
  const counted = alert.query !== null;
  const peak = timeline.moments.filter((one) => one.event === 'peak').reduce((most, one) => Math.max(most, one.pace ?? 0), 0);
  const share = alert.critical;
  const all: (Figure | null)[] = [
    counted ? { name: say('story.posts'), value: whole(alert.posts ?? 0, locale), detail: say('count.voices', { n: alert.voices ?? 0 }) } : null,
    share ? { name: say('story.critical'), value: percent(share.share, locale), detail: say('learning.between', { low: percent(share.low, locale), high: percent(share.high, locale) }) } : null,
    counted ? { name: say('story.highest'), value: whole(peak, locale), detail: say('story.anHour') } : null,
    counted && alert.kind !== 'share' ? { name: say('story.alertAfter'), value: after(timeline, 'first_post', 'began', speech) ?? '–', detail: say('story.fromFirst') } : null,
    counted ? answerOf(timeline, speech) : null,
    counted ? { name: say('story.halfLife'), value: timeline.half_life_s === null ? '–' : stretch(timeline.half_life_s * 1000, locale), detail: say(timeline.half_life_s === null ? 'story.notHalved' : 'story.fromPeak') } : null,
    counted ? null : { name: say('story.lasted'), value: alert.ended_at ? between(alert.began_at, alert.ended_at, locale) : '–', detail: say(alert.ended_at ? 'story.fromBegin' : 'story.notOver') },
  ];
  return all.filter((one) => one !== null);
}

const NAMED = /(author:|from:|@)("[^"]*"?|“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|[^\s()]+)/giu;

/** A text that may leave the house: without the names of people. */
export const withoutNames = (text: string) => text.replace(NAMED, '$1…');

/** What the picture says of itself: of an author nothing that names them. */
export function sentenceOf({ alert }: Timeline, { say, language }: Speech): string {
  if (alert.kind === 'author') return say('story.ofAuthor');
  return withoutNames(alert.sentence[language]);
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const most = (one: { posts: number }, other: { posts: number }) => other.posts - one.posts;

/** The words that stand out, the most frequent first, without those that are somebody's handle. */
export function wordsOf({ alert }: Timeline): { name: string; posts: number }[] {
  const handles = new Set(alert.authors.flatMap(({ handle, id }) => [handle, id, ...handle.split(/[.@]/)]).filter(Boolean).map(folded));
  return alert.words.filter(({ word }) => !word.startsWith('@') && !handles.has(folded(word))).map(({ word, posts }) => ({ name: word, posts })).sort(most);
}

export const networksOf = ({ alert }: Timeline) => alert.networks.map(({ source, posts }) => ({ name: sourceName(source), source, posts })).sort(most);
