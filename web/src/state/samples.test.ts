import { expect, it } from 'vitest';
import type { Drill, Watch } from '../api/types';
import { inLanguage } from './samples';

const watch = (id: string, name: string): Watch => ({ id, name, query: 'a', colour: '#000000', owner: '', purpose: 'Why', created_at: '' });
const drill = { watches: [{ id: '1', name: { en: 'The call', fr: 'L’appel' }, purpose: { en: 'Why', fr: 'Pourquoi' } }] } as Drill;

it('a sample is named in the language of the screens', () => {
  expect(inLanguage([watch('1', 'The call')], drill, 'fr')[0]).toMatchObject({ name: 'L’appel', purpose: 'Pourquoi' });
  expect(inLanguage([watch('1', 'L’appel')], drill, 'en')[0]?.name).toBe('The call');
});

it('a watch that a person made or renamed keeps its name', () => {
  expect(inLanguage([watch('1', 'Mine'), watch('2', 'The call')], drill, 'fr').map(({ name }) => name)).toEqual(['Mine', 'The call']);
  expect(inLanguage([watch('1', 'The call')], null, 'fr')[0]?.name).toBe('The call');
});
