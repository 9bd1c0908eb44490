// English: what was heard, and when it was known. coverage_fr.ts has the same keys.
export const coverage_en = {
  'coverage.share': 'coverage {share}',
  'coverage.meaning': 'In the hatched spans not everything was heard: few posts there do not mean that little was said.',
  'coverage.gaps': { one: '{n} gap', other: '{n} gaps' },
  'coverage.column': 'Coverage',
  'coverage.week': 'The last 7 days',
  'coverage.whole': 'Everything was heard that was to be.',
  'coverage.none': 'Nothing was to be heard of this source.',

  'known.open': 'As known at…',
  'known.label': 'As known at',
  'known.go': 'Show',
  'known.told': 'As it was known at {time}: what reached us later is left out, and what was deleted since is gone here too. Hatched is only what is missing to this day.',
  'known.now': 'Show all that is known now',
} as const;
