import { expect, it } from 'vitest';
import type { Node } from '../api/types';
import { branchOf } from './tree';

const word = (folded: string, prefix = false): Node => ({ op: 'word', typed: folded, words: [{ kind: 'word', folded, prefix }] });

it('shows words as they are folded', () => {
  expect(branchOf(word('ete'), 'en')).toMatchObject({ label: 'the word', text: 'ete' });
  expect(branchOf(word('bancair', true), 'fr')).toMatchObject({ label: 'le mot', text: 'bancair*' });
});

it('shows hashtags and mentions with their sign', () => {
  const tag: Node = { op: 'word', words: [{ kind: 'hashtag', folded: 'essai', prefix: false }] };
  expect(branchOf(tag, 'en').text).toBe('#essai');
});

it('shows operators with what they hold', () => {
  const tree: Node = { op: 'and', children: [{ op: 'near', distance: 4, children: [word('a'), word('b')] }, { op: 'field', name: 'lang', value: 'fr' }] };
  const branch = branchOf(tree, 'en');
  expect(branch.label).toBe('all of');
  expect(branch.children.map((child) => child.label + child.text)).toEqual(['at most 4 words apart', 'lang:fr']);
  expect(branch.children[0]?.children.map((child) => child.text)).toEqual(['a', 'b']);
});
