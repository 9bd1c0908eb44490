// The tree that /explain gives, as lines for the screen. Pure.
import type { Node } from '../api/types';
import { translate, type Language } from '../i18n/translate';

export interface Branch {
  /** What it asks, in a word of the screens; empty where `text` says it all. */
  label: string;
  text: string;
  children: Branch[];
}

export function branchOf(node: Node, language: Language): Branch {
  const children = (node.children ?? []).map((child) => branchOf(child, language));
  return { label: labelOf(node, language), text: textOf(node), children };
}

function labelOf(node: Node, language: Language): string {
  return node.op === 'field' ? '' : translate(language, `tree.${node.op}`, { n: node.distance ?? 0 });
}

function textOf(node: Node): string {
  if (node.op === 'field') return `${node.name ?? ''}:${node.value ?? ''}`;
  return (node.words ?? []).map(({ kind, folded, prefix }) => SIGNS[kind] + folded + (prefix ? '*' : '')).join(' ');
}

const SIGNS = { word: '', emoji: '', hashtag: '#', mention: '@' } as const;
