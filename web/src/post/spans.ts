// Cutting a text at spans given in code points, as the API gives them: a JavaScript index counts
// UTF-16 units and would be wrong after the first emoji.

export interface Piece {
  text: string;
  marked: boolean;
}

/** Pieces of `text` in order; spans may overlap, touch, or reach beyond the end. */
export function cut(text: string, spans: readonly (readonly [number, number])[]): Piece[] {
  const points = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of joined(spans)) {
    const begin = Math.min(Math.max(from, at), points.length);
    const end = Math.min(to, points.length);
    if (end <= begin) continue;
    if (begin > at) pieces.push({ text: points.slice(at, begin).join(''), marked: false });
    pieces.push({ text: points.slice(begin, end).join(''), marked: true });
    at = end;
  }
  if (at < points.length) pieces.push({ text: points.slice(at).join(''), marked: false });
  return pieces;
}

function joined(spans: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = spans.map(([from, to]): [number, number] => [from, to]).sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else result.push(span);
  }
  return result;
}

/** A query cut at the token [from, to), in code points from 1: what is before it, the token, the rest. */
export function cutAtToken(text: string, from: number, to: number): [string, string, string] {
  const points = Array.from(text);
  return [points.slice(0, from - 1).join(''), points.slice(from - 1, to - 1).join(''), points.slice(to - 1).join('')];
}
