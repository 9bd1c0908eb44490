import { expect, it } from 'vitest';
import { branchOf } from './tree';

const word = (folded: string, prefix = false) => ({ op: 'word', typed: folded, words: [{ kind: 'word', folded, prefix }] });

it('shows words as they are folded', () => {
  expect(branchOf(word('ete')).label).toBe('WORD ete');
  expect(branchOf(word('bancair', true)).label).toBe('WORD bancair*');
});

it('shows operators with what they hold', () => {
  const tree = { op: 'and', children: [{ op: 'near', distance: 4, children: [word('a'), word('b')] }, { op: 'field', name: 'lang', value: 'fr' }] };
  const branch = branchOf(tree);
  expect(branch.label).toBe('AND');
  expect(branch.children.map((child) => child.label)).toEqual(['NEAR/4', 'lang:fr']);
  expect(branch.children[0]?.children.map((child) => child.label)).toEqual(['WORD a', 'WORD b']);
});
