// The tree that /explain gives, as lines for the screen.
import type { ExplainNode } from '../api/types';

export interface Branch {
  label: string;
  children: Branch[];
}

export function branchOf(node: ExplainNode): Branch {
  return { label: labelOf(node), children: (node.children ?? []).map(branchOf) };
}

function labelOf(node: ExplainNode): string {
  const op = node.op.toUpperCase();
  if (node.name !== undefined) return `${node.name}:${node.value ?? ''}`;
  if (node.distance !== undefined) return `${op}/${node.distance}`;
  if (node.children) return op;
  const words = (node.words ?? []).map((word) => word.folded + (word.prefix ? '*' : ''));
  return [op, ...words].join(' ');
}
