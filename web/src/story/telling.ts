// A timeline in words: what happened when, and the figures that sum it up. Pure; `say` is a language.
import type { Timeline, TimelineMoment } from '../api/alerts';
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

export function toldMoments({ moments }: Timeline, speech: Speech): ToldMoment[] {
  return moments.map((moment) => ({ moment, at: new Date(moment.at), name: speech.say(`story.event.${moment.event}`), detail: detailOf(moment, speech) }));
}

export interface Figure {
  name: string;
  value: string;
  detail: string;
}

const first = ({ moments }: Timeline, event: TimelineMoment['event']) => moments.find((one) => one.event === event);

/** From the first post on, or from the alert where that is not known. */
function after(timeline: Timeline, event: TimelineMoment['event'], { locale }: Speech): string | null {
  const begin = first(timeline, 'first_post') ?? first(timeline, 'began');
  const end = first(timeline, event);
  return begin && end ? stretch(new Date(end.at).getTime() - new Date(begin.at).getTime(), locale) : null;
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
    { name: say('story.alertAfter'), value: after(timeline, 'began', speech) ?? '–', detail: say('story.fromFirst') },
    counted ? { name: say('story.answerAfter'), value: after(timeline, 'answered', speech) ?? '–', detail: first(timeline, 'answered') ? say('story.fromFirst') : say('story.noAnswer') } : null,
    counted ? { name: say('story.halfLife'), value: timeline.half_life_s === null ? '–' : stretch(timeline.half_life_s * 1000, locale), detail: say(timeline.half_life_s === null ? 'story.notHalved' : 'story.fromPeak') } : null,
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

/** The words that stand out, without those that are somebody's handle. */
export function wordsOf({ alert }: Timeline): { name: string; posts: number }[] {
  const handles = new Set(alert.authors.flatMap(({ handle, id }) => [handle, id, ...handle.split(/[.@]/)]).filter(Boolean).map(folded));
  return alert.words.filter(({ word }) => !word.startsWith('@') && !handles.has(folded(word))).map(({ word, posts }) => ({ name: word, posts }));
}

export const networksOf = ({ alert }: Timeline) => alert.networks.map(({ source, posts }) => ({ name: sourceName(source), posts }));
