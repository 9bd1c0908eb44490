// From the name of a brand to a query, for people who have never seen the query language.

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

/** `query` narrowed to a word, with brackets where an OR would otherwise escape. */
export function narrowed(query: string, word: string): string {
  return /\sOR\s/.test(query) ? `(${query}) ${word}` : `${query} ${word}`;
}

/**
 * `query` with what stands at the column (code points from 1) replaced by what the server suggests:
 * a suggested word stands for the letters there, anything longer for the whole token around.
 */
export function corrected(query: string, column: number, suggestion: string): string {
  const points = Array.from(query);
  const isWord = /^[\p{L}\p{N}_]+$/u.test(suggestion);
  const after = isWord ? /[\p{L}\p{N}_]/u : /[^\s()]/u;
  const before = /[\p{L}\p{N}_:]/u;
  let from = Math.min(Math.max(column - 1, 0), points.length);
  let to = from;
  while (to < points.length && after.test(points[to] ?? '')) to++;
  while (!isWord && from > 0 && before.test(points[from - 1] ?? '')) from--;
  return points.slice(0, from).join('') + suggestion + points.slice(to).join('');
}
