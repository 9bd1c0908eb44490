import { expect, it } from 'vitest';
import { branchesOf } from './tree';

it('reads an indented text', () => {
  expect(branchesOf('and\n  word atlas\n  or\n    word car\n    word auto\n')).toEqual([
    {
      label: 'and',
      children: [
        { label: 'word atlas', children: [] },
        { label: 'or', children: [{ label: 'word car', children: [] }, { label: 'word auto', children: [] }] },
      ],
    },
  ]);
});

it('reads nested objects', () => {
  const tree = { op: 'and', children: [{ op: 'word', term: 'atlas' }, { op: 'not', child: { op: 'word', term: 'map' } }] };
  expect(branchesOf(tree)).toEqual([
    {
      label: 'AND',
      children: [
        { label: 'WORD atlas', children: [] },
        { label: 'NOT', children: [{ label: 'WORD map', children: [] }] },
      ],
    },
  ]);
});
