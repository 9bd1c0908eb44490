// A small share of the query language, enough for the screens: words, phrases, OR, NOT, prefixes,
// hashtags, a few fields, brackets; and the faults that the screens must show.

export const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export class Wrong extends Error {
  constructor(column, reason, suggestion) {
    super(`query:${column}: ${reason}${suggestion ? `; did you mean ${suggestion}` : ''}`);
    Object.assign(this, { column, reason, suggestion });
  }
}

const FIELDS = ['lang', 'mood', 'source', 'kind', 'author', 'site', 'rating', 'has', 'is', 'after', 'before'];

function tokens(text) {
  const points = Array.from(text);
  const list = [];
  for (let at = 0; at < points.length; ) {
    const column = at + 1;
    if (/\s/.test(points[at])) at++;
    else if ('()'.includes(points[at])) list.push({ column, kind: points[at++] });
    else if ('"“«'.includes(points[at])) {
      const end = points.findIndex((point, index) => index > at && '"”»'.includes(point));
      if (end < 0) throw new Wrong(column, 'this quote is never closed');
      list.push({ column, kind: 'phrase', text: points.slice(at + 1, end).join('') });
      at = end + 1;
    } else if (points[at] === '-' && '"“«('.includes(points[at + 1])) {
      list.push({ column, kind: 'word', text: 'NOT' });
      at++;
    } else {
      let end = at;
      while (end < points.length && !/[\s()]/.test(points[end])) end++;
      list.push({ column, kind: 'word', text: points.slice(at, end).join('') });
      at = end;
    }
  }
  return list;
}

export function parse(text, use) {
  const list = tokens(text);
  let at = 0;
  const peek = () => list[at];
  const endColumn = Array.from(text).length + 1;

  function any() {
    const parts = [all()];
    while (peek()?.text === 'OR') {
      at++;
      parts.push(all());
    }
    return parts.length > 1 ? { op: 'or', children: parts } : parts[0];
  }

  function all() {
    const parts = [];
    while (peek() && peek().kind !== ')' && peek().text !== 'OR') {
      if (peek().text === 'AND') at++;
      else parts.push(one());
    }
    if (parts.length === 0) throw new Wrong(peek()?.column ?? endColumn, 'a word is missing here');
    return parts.length > 1 ? { op: 'and', children: parts } : parts[0];
  }

  function one() {
    const token = list[at++];
    if (token.kind === '(') {
      const inside = any();
      if (peek()?.kind !== ')') throw new Wrong(token.column, 'this bracket is never closed');
      at++;
      return inside;
    }
    if (token.text === 'NOT') return { op: 'not', children: [one()] };
    if (token.kind === 'word' && token.text.length > 1 && token.text[0] === '-') {
      return { op: 'not', children: [word({ ...token, text: token.text.slice(1), column: token.column + 1 })] };
    }
    return token.kind === 'phrase' ? { op: 'phrase', text: fold(token.text) } : word(token);
  }

  function word(token) {
    const field = /^([A-Za-z]+):(\S+)$/.exec(token.text);
    if (field && !FIELDS.includes(field[1])) {
      throw new Wrong(token.column, `there is no field ${field[1]}:`, FIELDS.find((name) => name[0] === field[1][0]) ?? 'lang');
    }
    if (field && use === 'watch' && ['after', 'before'].includes(field[1])) {
      throw new Wrong(token.column, `${field[1]}: is for searches; a watch looks forward`);
    }
    if (field) return { op: 'field', text: `${field[1]}:${field[2]}` };
    if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(token.text)) throw new Wrong(token.column, 'there is no word in this');
    return token.text.endsWith('*') ? { op: 'prefix', text: fold(token.text.slice(0, -1)) } : { op: 'word', text: fold(token.text) };
  }

  if (list.length === 0) throw new Wrong(1, 'the query is empty');
  const tree = any();
  if (peek()) throw new Wrong(peek().column, 'this bracket was never opened');
  return tree;
}

function field(name, value, post) {
  const strongest = (mood) => Object.entries(mood).sort((a, b) => b[1] - a[1])[0][0];
  if (name === 'lang') return post.vigie.lang === value;
  if (name === 'mood') return strongest(post.vigie.mood) === value;
  if (name === 'source') return post.source.startsWith(value);
  if (name === 'kind') return post.kind === value;
  if (name === 'author') return post.author?.handle === value;
  if (name === 'site') return (post.links ?? []).some((link) => new URL(link).host.endsWith(value));
  if (name === 'has') return value === 'image' ? !!post.media : !!post.links;
  if (name === 'after') return post.time >= value;
  if (name === 'before') return post.time < value;
  return true;
}

const pattern = (node) =>
  new RegExp(`(?<![\\p{L}\\p{N}_])${node.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${node.op === 'prefix' ? '' : '(?![\\p{L}\\p{N}_])'}`, 'gu');

export function matches(node, post, folded) {
  if (node.op === 'and') return node.children.every((child) => matches(child, post, folded));
  if (node.op === 'or') return node.children.some((child) => matches(child, post, folded));
  if (node.op === 'not') return !matches(node.children[0], post, folded);
  if (node.op === 'field') return field(...node.text.split(/:(.*)/s), post);
  node.pattern ??= pattern(node);
  node.pattern.lastIndex = 0;
  return node.pattern.test(folded);
}

/** Spans in code points; invented posts fold to as many letters as they have. */
export function spans(node, text) {
  if (node.op === 'not' || node.op === 'field') return [];
  if (node.children) return node.children.flatMap((child) => spans(child, text)).sort((a, b) => a[0] - b[0]);
  const points = Array.from(text, (point) => fold(point)[0] ?? point).join('');
  return [...points.matchAll(pattern(node))].map((match) => {
    const from = Array.from(points.slice(0, match.index)).length;
    return [from, from + Array.from(match[0]).length];
  });
}
