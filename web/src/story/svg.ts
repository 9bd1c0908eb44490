// SVG as text: the same for the page, for a file, and for whoever makes it again. Pure.

const CHAR_EM = 0.54; // Of common typefaces, about: a text is wrapped a little early rather than late.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML bears it; what XML has no place for is left out. */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');
}

export type Attributes = Record<string, string | number | undefined>;

/** A length without figures that nobody sees. */
export const px = (value: number) => String(Math.round(value * 10) / 10);

export function tag(name: string, attributes: Attributes, ...inside: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : escaped(String(value))}"`)
    .join('');
  return inside.length ? `<${name}${written}>${inside.join('')}</${name}>` : `<${name}${written}/>`;
}

export function label(text: string, x: number, y: number, attributes: Attributes = {}): string {
  return tag('text', { x, y, ...attributes }, escaped(text));
}

/** How wide a text is, about. */
export const widthOf = (text: string, size: number) => [...text].length * size * CHAR_EM;

/** A text in lines of that width, at most so many; what does not fit ends in an ellipsis. */
export function wrapped(text: string, width: number, size: number, linesMax: number): string[] {
  const room = Math.max(4, Math.floor(width / (size * CHAR_EM)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/).flatMap((one) => pieces(one, room))) {
    const longer = line ? `${line} ${word}` : word;
    if ([...longer].length <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  if (lines.length <= linesMax) return lines;
  const last = [...(lines[linesMax - 1] ?? '')].slice(0, room - 1).join('');
  return [...lines.slice(0, linesMax - 1), `${last}…`];
}

function pieces(word: string, room: number): string[] {
  const points = [...word];
  if (points.length <= room) return [word];
  return Array.from({ length: Math.ceil(points.length / room) }, (_, at) => points.slice(at * room, (at + 1) * room).join(''));
}

/** A round number above, of which the half is round too. */
export function ceilingOf(value: number): number {
  if (value <= 4) return 4;
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8, 10].find((times) => times * unit >= value) ?? 10) * unit;
}
