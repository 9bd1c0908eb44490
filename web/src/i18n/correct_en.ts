// English: readings that people put right. correct_fr.ts has the same keys.
export const correct_en = {
  'correct.open': 'Correct',
  'correct.meaning': 'Say which mood or language is right',
  'correct.mood': 'Mood',
  'correct.language': 'Language',
  'correct.by': 'corrected by {name}',
  'correct.corrected': 'corrected',
  'correct.undo': 'Undo',
  'correct.count': { one: '{n} corrected', other: '{n} corrected' },
  'correct.countMeaning': 'Posts whose mood or language somebody here has put right',
  'correct.edited': 'Its author has edited this post meanwhile: open it again.',
  'correct.gone': 'This post is gone.',
  'correct.failed': 'Not corrected. Try again.',
  'help.correctMood': 'say that the post in focus is negative, neutral or positive',
  'help.correct': 'correct the post in focus, its language too',
  'help.undoCorrection': 'take the correction of the post in focus back',
} as const;
