// From the name of a brand to a query, for people who have never seen the query language; and queries
// made narrower, or mended.

const OPERATORS = new Set(['AND', 'OR', 'NOT', 'NEAR', 'BEFORE']);

/** `Crédit du Port` → `"Crédit du Port" OR #CréditduPort`; a plain word needs no quotes. */
export function brandQuery(name: string): string {
  const words = name.replace(/["“”„«»()]/g, ' ').trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return '';
  const [first = ''] = words;
  if (words.length === 1 && /^[\p{L}\p{N}]+$/u.test(first) && !OPERATORS.has(first)) return first;
  const whole = `"${words.join(' ')}"`;
  if (words.length === 1) return whole;
  const tag = words.join('').replace(/[^\p{L}\p{M}\p{N}_]/gu, '');
  return tag ? `${whole} OR #${tag}` : whole;
}

/** A test of a field, its value in quotes where it would end at a space or a bracket. */
export function fieldTest(name: string, value: string): string {
  return /^[^\s()"“”„«»*]+$/.test(value) ? `${name}:${value}` : `${name}:"${value.replace(/["“”„«»]/g, ' ')}"`;
}

/** `query` narrowed to a word, with brackets where an OR would otherwise escape. */
export function narrowed(query: string, word: string): string {
  return /\bOR\b/.test(query) ? `(${query}) ${word}` : `${query} ${word}`;
}

/** `query` with the token [from, to), in code points from 1, replaced by what the server suggests. */
export function corrected(query: string, from: number, to: number, suggestion: string): string {
  const points = Array.from(query);
  return points.slice(0, from - 1).join('') + suggestion + points.slice(to - 1).join('');
}
