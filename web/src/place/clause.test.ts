import { expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { clauseIn } from './clause';

const refused = (members: Record<string, unknown>) => new Problem(422, '', '', members);

it('a refusal tells the reasons that the card allows', () => {
  expect(clauseIn(refused({ clause: [{ id: 'law', words: 'What the law forbids' }] }))).toEqual([{ id: 'law', words: 'What the law forbids' }]);
  expect(clauseIn(refused({ clause: ['Insults'] }))?.[0]?.words).toBe('Insults');
  expect(clauseIn(refused({ clause: 'Insults' }))?.[0]?.words).toBe('Insults');
});

it('another refusal has no clause', () => {
  expect(clauseIn(refused({}))).toBeNull();
  expect(clauseIn(null)).toBeNull();
});
