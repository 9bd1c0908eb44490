import { expect, it } from 'vitest';
import { NO_MOTIVE, reasonId, tidy } from './motive';

it('a reason is named after its words', () => {
  expect(reasonId('Insultes et menaces contre des personnes')).toBe('insultes-et-menaces-contre');
  expect(reasonId('  Données d’autrui ')).toBe('donnees-d-autrui');
  expect(reasonId('…')).toBe('');
});

it('what is sent has no empty reason, and no name twice', () => {
  const words = ['Insults', ' ', 'insults', '…'];
  const sent = tidy({ ...NO_MOTIVE, who: ' us ', removal_reasons: words.map((one) => ({ id: '', words: one })) });
  expect(sent.who).toBe('us');
  expect(sent.removal_reasons.map(({ id }) => id)).toEqual(['insults', 'insults-2', 'reason']);
});

it('a name that was given stays', () => {
  expect(tidy({ ...NO_MOTIVE, removal_reasons: [{ id: 'law', words: 'What the law forbids' }] }).removal_reasons[0]?.id).toBe('law');
});
