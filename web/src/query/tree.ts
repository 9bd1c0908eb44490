// The tree that /explain gives, as lines for the screen. The server's tree is JSON of its own
// shape: an operator, perhaps a text, perhaps children; or already an indented text.
import type { ExplainNode } from '../api/types';

export interface Branch {
  label: string;
  children: Branch[];
}

export function branchesOf(node: ExplainNode): Branch[] {
  if (typeof node === 'string') return fromLines(node.split('\n').filter((line) => line.trim() !== ''));
  return [fromNode(node)];
}

function fromNode(node: { [member: string]: unknown }): Branch {
  const words: string[] = [];
  let children: Branch[] = [];
  for (const [name, value] of Object.entries(node)) {
    if (Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)) {
      children = children.concat(value.map((one) => fromNode(one as { [member: string]: unknown })));
    } else if (Array.isArray(value)) words.push(value.join(' '));
    else if (typeof value === 'object' && value !== null) children.push(fromNode(value as { [member: string]: unknown }));
    else if (value !== null && value !== '') words.push(name === 'op' ? String(value).toUpperCase() : String(value));
  }
  return { label: words.join(' '), children };
}

function fromLines(lines: string[]): Branch[] {
  const top: Branch[] = [];
  const open: { depth: number; branch: Branch }[] = [];
  for (const line of lines) {
    const depth = line.length - line.trimStart().length;
    const branch = { label: line.trim(), children: [] };
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= depth) open.pop();
    (open.at(-1)?.branch.children ?? top).push(branch);
    open.push({ depth, branch });
  }
  return top;
}
