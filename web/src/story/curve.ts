// The curve of an incident, drawn: posts of which critical, what was usual, voices; below it the share of criticism in
// its usual band; hatched where not everything was heard; above it a numbered flag for each moment. Pure.
import type { Timeline } from '../api/alerts';
import { hatched } from '../chart/coverage';
import { shareInterval } from '../format/interval';
import { compact, percent, SMALL_SAMPLE } from '../format/number';
import { stretch } from '../format/time';
import type { Look } from './look';
import { ceilingOf, label, px, tag, widthOf } from './svg';
import type { Speech, ToldMoment } from './telling';
import { ticksOf } from './ticks';

export interface Room {
  width: number;
  posts: number;
  share: number;
  text: number;
  /** Of the patterns, where several drawings stand on one page. */
  name: string;
}

export interface Drawn {
  svg: string;
  height: number;
}

const RIGHT = 8;
const GAP = 38;
const FLAG = 9;
const TICK_ROOM = 22;

class Curve {
  private readonly left: number;
  private readonly from: number;
  private readonly to: number;
  private readonly flags: { x: number; at: number; row: number; number: number }[];
  private readonly top: number;
  private readonly shareTop: number;
  private readonly most: number;
  private readonly mostShare: number;

  constructor(
    private readonly timeline: Timeline,
    private readonly moments: readonly ToldMoment[],
    private readonly look: Look,
    private readonly speech: Speech,
    private readonly room: Room,
  ) {
    this.left = Math.ceil(room.text * 3.4);
    this.from = new Date(timeline.from).getTime();
    this.to = new Date(timeline.to).getTime();
    this.most = ceilingOf(Math.max(1, ...timeline.points.map((one) => Math.max(one.posts, one.usual, one.voices))));
    const highest = timeline.shares.map((one) => Math.max(one.written >= SMALL_SAMPLE ? shareInterval(one.critical, one.written).high : one.written > 0 ? one.critical / one.written : 0, one.high ?? 0));
    this.mostShare = Math.min(1, Math.ceil(Math.max(0.1, ...highest) * 10) / 10);
    this.flags = this.placed();
    this.top = room.text * 1.8 + (Math.max(0, ...this.flags.map(({ row }) => row)) + 1) * (FLAG * 2 + 3) + 6;
    this.shareTop = this.top + room.posts + GAP;
  }

  draw(): Drawn {
    const height = this.shareTop + this.room.share + TICK_ROOM;
    const inside = [
      this.patterns(), this.incident(), this.grid(this.top, this.room.posts, [0, this.most / 2, this.most], (value) => compact(value, this.speech.locale), this.most),
      this.posts(), this.grid(this.shareTop, this.room.share, [0, this.mostShare], (value) => percent(value, this.speech.locale), this.mostShare), this.shares(), this.gaps(),
      this.times(), this.drawnFlags(), this.names(),
    ];
    return { svg: inside.join(''), height };
  }

  private x(time: number): number {
    const share = (Math.min(Math.max(time, this.from), this.to) - this.from) / Math.max(1, this.to - this.from);
    return this.left + share * (this.room.width - this.left - RIGHT);
  }

  private y(value: number): number {
    return this.top + this.room.posts * (1 - Math.min(value, this.most) / this.most);
  }

  private yOfShare(value: number): number {
    return this.shareTop + this.room.share * (1 - Math.min(value, this.mostShare) / this.mostShare);
  }

  private patterns(): string {
    const hatch = { id: `${this.room.name}-hatch`, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    const deaf = { ...hatch, id: `${this.room.name}-gap`, width: 6, height: 6, patternTransform: 'rotate(-45)' };
    return tag(
      'defs', {},
      tag('pattern', hatch, tag('rect', { width: 5, height: 5, fill: this.look.critical, 'fill-opacity': '0.55' }), tag('rect', { width: 2, height: 5, fill: this.look.critical })),
      tag('pattern', deaf, tag('rect', { width: 1.2, height: 6, fill: this.look.ink3 })),
    );
  }

  /** Over both curves: few posts say little there. */
  private gaps(): string {
    return hatched(this.timeline.gaps)
      .map(({ from, to }) => ({ begin: this.x(from * 1000), end: this.x(to * 1000) }))
      .map(({ begin, end }) => tag('rect', { x: begin, y: this.top, width: Math.max(1, end - begin), height: this.shareTop + this.room.share - this.top, fill: `url(#${this.room.name}-gap)`, stroke: this.look.ink3, 'stroke-width': 0.5, 'data-gap': '' }))
      .join('');
  }

  /** From the beginning of the alert to its end. */
  private incident(): string {
    const { began_at, ended_at } = this.timeline.alert;
    const begin = this.x(new Date(began_at).getTime());
    const end = ended_at ? this.x(new Date(ended_at).getTime()) : this.x(this.to);
    return tag('rect', { x: begin, y: this.top, width: Math.max(1, end - begin), height: this.shareTop + this.room.share - this.top, fill: this.look.sunken });
  }

  private grid(top: number, height: number, values: number[], write: (value: number) => string, most: number): string {
    return values
      .map((value) => {
        const y = top + height * (1 - value / most);
        const line = tag('path', { d: `M${px(this.left)} ${px(y)}H${px(this.room.width - RIGHT)}`, stroke: this.look.line, 'stroke-width': 1, fill: 'none' });
        return line + label(write(value), this.left - 6, y + this.room.text * 0.35, { 'text-anchor': 'end', fill: this.look.ink3, 'font-size': this.room.text });
      })
      .join('');
  }

  private steps(values: readonly { at: string }[], stepS: number, of: (index: number) => number | null, y: (value: number) => number): string {
    let path = '';
    let pen = false;
    values.forEach(({ at }, index) => {
      const value = of(index);
      const begin = new Date(at).getTime();
      if (value === null) pen = false;
      else {
        path += `${pen ? 'V' : `M${px(this.x(begin))} `}${px(y(value))}H${px(this.x(begin + stepS * 1000))}`;
        pen = true;
      }
    });
    return path;
  }

  private area(of: (index: number) => number): string {
    const { points, step_s } = this.timeline;
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return '';
    const line = this.steps(points, step_s, of, (value) => this.y(value)).replace(/^M(\S+) (\S+)/, `M$1 ${px(this.y(0))}V$2`);
    return `${line}V${px(this.y(0))}Z`;
  }

  private posts(): string {
    const { points, step_s } = this.timeline;
    const value = (of: 'posts' | 'usual' | 'voices') => this.steps(points, step_s, (index) => points[index]?.[of] ?? null, (one) => this.y(one));
    const stroke = (d: string, colour: string, width: number, more = {}) => tag('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-linejoin': 'round', ...more });
    return [
      tag('path', { d: this.area((index) => points[index]?.posts ?? 0), fill: this.look.volume, 'fill-opacity': '0.22' }),
      tag('path', { d: this.area((index) => points[index]?.critical ?? 0), fill: `url(#${this.room.name}-hatch)` }),
      stroke(value('posts'), this.look.volume, 1.8),
      stroke(value('voices'), this.look.ink2, 1.3, { 'stroke-dasharray': '1.5 2.5' }),
      stroke(value('usual'), this.look.usual, 1.6, { 'stroke-dasharray': '6 4' }),
    ].join('');
  }

  private shares(): string {
    const { shares, share_step_s: step } = this.timeline;
    const band = shares
      .filter(({ low, high }) => low !== null && high !== null)
      .map(({ at, low, high }) => {
        const begin = this.x(new Date(at).getTime());
        const end = this.x(new Date(at).getTime() + step * 1000);
        const top = this.yOfShare(high ?? 1);
        return tag('rect', { x: begin, y: top, width: end - begin, height: this.yOfShare(low ?? 0) - top, fill: this.look.band, 'fill-opacity': '0.2' });
      });
    const edges = this.steps(shares, step, (index) => shares[index]?.high ?? null, (value) => this.yOfShare(value));
    return [...band, tag('path', { d: edges, fill: 'none', stroke: this.look.band, 'stroke-width': 1.2, 'stroke-dasharray': '4 3' }), ...shares.map((one) => this.column(one, step))].join('');
  }

  /** The share, with its interval; a small sample is pale. */
  private column({ at, written, critical }: Timeline['shares'][number], step: number): string {
    if (written === 0) return '';
    const begin = this.x(new Date(at).getTime());
    const width = this.x(new Date(at).getTime() + step * 1000) - begin;
    const gap = Math.min(1.5, width / 5);
    const y = this.yOfShare(critical / written);
    const bar = tag('rect', { x: begin + gap, y, width: Math.max(0.6, width - 2 * gap), height: this.yOfShare(0) - y, fill: this.look.critical, 'fill-opacity': written < SMALL_SAMPLE ? '0.35' : '0.85' });
    if (written < SMALL_SAMPLE) return bar;
    const { low, high } = shareInterval(critical, written);
    return bar + tag('path', { d: `M${px(begin + width / 2)} ${px(this.yOfShare(high))}V${px(this.yOfShare(low))}`, stroke: this.look.ink, 'stroke-width': 1, 'stroke-opacity': '0.6' });
  }

  private times(): string {
    const y = this.shareTop + this.room.share;
    const ticks = ticksOf(this.from, this.to, Math.max(2, Math.floor((this.room.width - this.left) / (this.room.text * 7))), this.speech.locale);
    return ticks
      .map(({ at, name }) => {
        const x = this.x(at);
        const half = widthOf(name, this.room.text) / 2;
        const anchor = x + half > this.room.width ? 'end' : x - half < 0 ? 'start' : 'middle';
        const line = tag('path', { d: `M${px(x)} ${px(y)}v5`, stroke: this.look.ink3, 'stroke-width': 1 });
        return line + label(name, anchor === 'end' ? this.room.width : x, y + 5 + this.room.text * 1.1, { 'text-anchor': anchor, fill: this.look.ink3, 'font-size': this.room.text });
      })
      .join('');
  }

  /** Each beside its moment, in the row where it has to move least. */
  private placed() {
    const ends: number[] = [];
    const rows = 3;
    return this.moments.map((told, index) => {
      const at = this.x(told.at.getTime());
      const wanted = Math.min(Math.max(at, this.left + FLAG), this.room.width - FLAG - 1);
      const moved = Array.from({ length: rows }, (_, row) => Math.max(wanted, (ends[row] ?? -Infinity) + FLAG * 2 + 2));
      const row = moved.reduce((best, x, row) => (x < (moved[best] ?? Infinity) - 0.1 ? row : best), 0);
      const x = Math.min(moved[row] ?? wanted, this.room.width - FLAG - 1);
      ends[row] = x;
      return { x, at, row, number: index + 1 };
    });
  }

  private drawnFlags(): string {
    const bottom = this.shareTop + this.room.share;
    const lines = this.flags.map(({ x, at, row }) =>
      tag('path', { d: `M${px(x)} ${px(this.flagY(row) + FLAG)}L${px(at)} ${px(this.top - 2)}V${px(bottom)}`, fill: 'none', stroke: this.look.ink3, 'stroke-width': 1, 'stroke-dasharray': '2 3', 'stroke-opacity': '0.8' }),
    );
    const circles = this.flags.map(({ x, row, number }) => {
      const circle = tag('circle', { cx: x, cy: this.flagY(row), r: FLAG, fill: this.look.ink2 });
      return circle + label(String(number), x, this.flagY(row) + 3.8, { 'text-anchor': 'middle', fill: this.look.surface, 'font-size': 11, 'font-weight': 700 });
    });
    return [...lines, ...circles].join('');
  }

  private flagY(row: number): number {
    const rows = Math.max(0, ...this.flags.map((flag) => flag.row)) + 1;
    return this.top - 6 - (rows - 1 - row) * (FLAG * 2 + 3) - FLAG;
  }

  private names(): string {
    const { say, locale } = this.speech;
    const step = stretch(this.timeline.step_s * 1000, locale);
    const style = { fill: this.look.ink2, 'font-size': this.room.text, 'font-weight': 600 };
    return label(say('story.axis.posts', { step }), 0, this.room.text, style) + label(say('story.axis.share'), 0, this.shareTop - 14, style);
  }
}

export function drawCurve(timeline: Timeline, moments: readonly ToldMoment[], look: Look, speech: Speech, room: Room): Drawn {
  return new Curve(timeline, moments, look, speech, room).draw();
}

/** Signs and their names, in as many rows as they need. */
export function drawLegend(look: Look, { say }: Speech, { width, text, name }: Room, has: { share: boolean; gaps: boolean }): Drawn {
  const swatch = (fill: string, more = {}) => tag('rect', { x: 0, y: -text * 0.75, width: 16, height: text * 0.85, fill, ...more });
  const line = (colour: string, dashes: string) => tag('path', { d: `M0 ${px(-text * 0.35)}h18`, stroke: colour, 'stroke-width': 1.8, 'stroke-dasharray': dashes, fill: 'none' });
  const signs: [string, string][] = [
    [swatch(look.volume, { 'fill-opacity': '0.3', stroke: look.volume }), say('story.legend.posts')],
    [swatch(`url(#${name}-hatch)`), say('story.legend.critical')],
    [line(look.usual, '6 4'), say('story.legend.usual')],
    [line(look.ink2, '1.5 2.5'), say('story.legend.voices')],
    ...(has.share
      ? ([[swatch(look.critical, { 'fill-opacity': '0.85' }), say('story.legend.share')], [swatch(look.band, { 'fill-opacity': '0.2' }) + line(look.band, '4 3'), say('story.legend.band')]] as [string, string][])
      : []),
    ...(has.gaps ? ([[swatch(`url(#${name}-gap)`, { stroke: look.ink3 }), say('story.legend.gap')]] as [string, string][]) : []),
  ];
  let x = 0;
  let row = 0;
  const drawn = signs.map(([sign, words]) => {
    const room = 24 + widthOf(words, text) + 16;
    if (x > 0 && x + room > width) {
      x = 0;
      row += 1;
    }
    const placed = tag('g', { transform: `translate(${px(x)} ${px(text + row * text * 1.7)})` }, sign, label(words, 24, 0, { fill: look.ink2, 'font-size': text }));
    x += room;
    return placed;
  });
  return { svg: drawn.join(''), height: text * 1.7 * (row + 1) };
}

