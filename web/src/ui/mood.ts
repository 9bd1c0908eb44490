// Mood as the eye reads it: a sign beside each colour, and a winner for a single post.
import type { Mood, MoodCounts } from '../api/types';

export const SIGNS: Record<Mood, string> = { negative: '−', neutral: '=', positive: '+' };

/** Under this probability of its likeliest mood a post is told as unsure. */
export const SURE = 0.6;

export function total(counts: MoodCounts): number {
  return counts.negative + counts.neutral + counts.positive;
}

/** The likeliest mood; neutral wins a tie, as it claims least. */
export function strongest(mood: MoodCounts): Mood {
  if (mood.negative > mood.neutral && mood.negative >= mood.positive) return 'negative';
  return mood.positive > mood.neutral ? 'positive' : 'neutral';
}

export function sum(counts: readonly MoodCounts[]): MoodCounts {
  const all = { negative: 0, neutral: 0, positive: 0 };
  for (const one of counts) {
    all.negative += one.negative;
    all.neutral += one.neutral;
    all.positive += one.positive;
  }
  return all;
}
