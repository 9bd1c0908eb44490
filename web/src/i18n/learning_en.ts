// English: turn, presence, defence; notices; the scorecard of a rehearsal. learning_fr.ts has the same keys.
export const learning_en = {
  'nav.learning': 'Learning',
  'notice.turn': 'The turn has left its usual band.',
  'notice.see': 'See what is said',
  'notice.aside': 'Seen',
} as const;
