// The picture of an incident that leaves the page: one SVG with everything that it needs to be read alone. The same
// timeline, language and zone give the same bytes. Authors are not named. Pure.
import type { Timeline } from '../api/alerts';
import { clock } from '../format/time';
import { drawCurve, drawLegend, type Room } from './curve';
import { FONT, PAPER } from './look';
import { escaped, label, px, tag, widthOf, wrapped } from './svg';
import { figuresOf, networksOf, sentenceOf, toldMoments, withoutNames, wordsOf, type Speech, type ToldMoment } from './telling';

export interface Circumstances {
  speech: Speech;
  rehearsal: boolean;
  /** Of the times, as the reader's clock has it. */
  zone: string;
}

const WIDTH = 1200;
const MARGIN = 48;
const INNER = WIDTH - 2 * MARGIN;
const NAMES_MAX = 8;
const TEXT = 13;
const ROOM: Room = { width: INNER, posts: 270, share: 92, text: 13, name: 'poster' };
const COLUMN_GAP = 40;
const TILE_GAP = 10;

/** Parts below each other: each says how high it is. */
class Sheet {
  private readonly parts: string[] = [];
  constructor(public y: number) {}

  put(svg: string, height: number, x = MARGIN): void {
    this.parts.push(tag('g', { transform: `translate(${px(x)} ${px(this.y)})` }, svg));
    this.y += height;
  }

  get svg(): string {
    return this.parts.join('');
  }
}

function header(timeline: Timeline, { speech }: Circumstances): [string, number] {
  const { alert } = timeline;
  const kind = speech.say(`alert.kind.${alert.kind}`);
  const title = wrapped(alert.watch?.name ?? kind, INNER - 130, 36, 2);
  const sentence = wrapped(sentenceOf(timeline, speech), INNER, 18, 3);
  const mark = tag('circle', { cx: INNER - 64, cy: 9, r: 6, fill: PAPER.caution }) + label('Vigie', INNER, 15, { 'text-anchor': 'end', fill: PAPER.volume, 'font-size': 20, 'font-weight': 700 });
  let y = 15;
  const lines = [label(kind, 0, y, { fill: PAPER.volume, 'font-size': 15, 'font-weight': 600 }), mark];
  y += 12;
  for (const line of title) lines.push(label(line, 0, (y += 36), { fill: PAPER.ink, 'font-size': 36, 'font-weight': 700 }));
  y += 10;
  for (const line of sentence) lines.push(label(line, 0, (y += 25), { fill: PAPER.ink2, 'font-size': 18 }));
  return [lines.join(''), y + 30];
}

function figures(timeline: Timeline, { speech }: Circumstances): [string, number] {
  const all = figuresOf(timeline, speech);
  const width = (INNER + TILE_GAP) / all.length;
  const drawn = all.map(({ name, value, detail }, index) => {
    const inside = [
      label(name, 14, 24, { fill: PAPER.ink2, 'font-size': TEXT, 'font-weight': 600 }),
      label(value, 14, 62, { fill: PAPER.ink, 'font-size': widthOf(value, 30) > width - 34 ? 22 : 30, 'font-weight': 700 }),
      ...wrapped(detail, width - 32, 12, 2).map((line, row) => label(line, 14, 84 + row * 15, { fill: PAPER.ink3, 'font-size': 12 })),
    ];
    const box = tag('rect', { x: 0, y: 0, width: width - TILE_GAP, height: 110, rx: 10, fill: PAPER.sunken });
    return tag('g', { transform: `translate(${px(index * width)} 0)` }, box, ...inside);
  });
  return [drawn.join(''), 136];
}

function momentLine(told: ToldMoment, index: number, { speech }: Circumstances, width: number): [string, number] {
  const at = clock(told.at, speech.locale);
  const left = 28 + 150;
  const words = wrapped(told.detail ? `${told.name} · ${told.detail}` : told.name, width - left, 14, 3);
  const inside = [
    tag('circle', { cx: 9, cy: 9, r: 9, fill: PAPER.ink2 }),
    label(String(index + 1), 9, 13, { 'text-anchor': 'middle', fill: PAPER.surface, 'font-size': 11, 'font-weight': 700 }),
    label(at, 28, 14, { fill: PAPER.ink3, 'font-size': 14 }),
    ...words.map((line, row) => label(line, left, 14 + row * 18, { fill: PAPER.ink, 'font-size': 14, 'font-weight': row === 0 && !told.detail ? 600 : 500 })),
  ];
  return [inside.join(''), Math.max(1, words.length) * 18 + 9];
}

/** In two columns, of which the first is no shorter. */
function moments(all: readonly ToldMoment[], around: Circumstances): [string, number] {
  const width = (INNER - COLUMN_GAP) / 2;
  const drawn = all.map((told, index) => momentLine(told, index, around, width));
  const total = drawn.reduce((sum, [, height]) => sum + height, 0);
  let y = 0;
  let column = 0;
  let highest = 0;
  const placed = drawn.map(([svg, height]) => {
    if (column === 0 && y >= total / 2) {
      column = 1;
      y = 0;
    }
    const group = tag('g', { transform: `translate(${px(column * (width + COLUMN_GAP))} ${px(y)})` }, svg);
    y += height;
    highest = Math.max(highest, y);
    return group;
  });
  return [placed.join(''), highest];
}

function bars(title: string, all: readonly { name: string; posts: number }[], width: number, { speech }: Circumstances): [string, number] {
  const shown = all.slice(0, NAMES_MAX);
  const most = Math.max(1, ...shown.map(({ posts }) => posts));
  const rows = shown.map(({ name, posts }, index) => {
    const y = 30 + index * 24;
    const [words = ''] = wrapped(name, 180, 14, 1);
    return [
      tag('rect', { x: 190, y: y + 1, width: Math.max(2, ((width - 260) * posts) / most), height: 14, rx: 3, fill: PAPER.volume, 'fill-opacity': '0.75' }),
      label(words, 0, y + 13, { fill: PAPER.ink, 'font-size': 14 }),
      label(new Intl.NumberFormat(speech.locale).format(posts), width, y + 13, { 'text-anchor': 'end', fill: PAPER.ink2, 'font-size': 14 }),
    ].join('');
  });
  return [heading(title) + rows.join(''), 30 + shown.length * 24];
}

const heading = (text: string) => label(text, 0, 15, { fill: PAPER.ink, 'font-size': 16, 'font-weight': 700 });

function footer(timeline: Timeline, around: Circumstances): [string, number] {
  const { say, locale } = around.speech;
  const networks = new Intl.ListFormat(locale, { type: 'conjunction' }).format(networksOf(timeline).map(({ name }) => name));
  const span = `${clock(new Date(timeline.from), locale)} – ${clock(new Date(timeline.to), locale)} (${around.zone})`;
  const parts: [string, string][] = [
    [say('story.source'), networks ? say('story.sourceIs', { networks }) : 'Vigie'],
    ...(timeline.alert.query ? [[say('story.query'), withoutNames(timeline.alert.query)] as [string, string]] : []),
    [say('story.span'), span],
  ];
  let y = 6;
  const out = [tag('path', { d: `M0 0H${INNER}`, stroke: PAPER.line, 'stroke-width': 1 })];
  for (const [name, value] of parts) {
    out.push(label(name, 0, y + 19, { fill: PAPER.ink2, 'font-size': TEXT, 'font-weight': 600 }));
    for (const line of wrapped(value, INNER - 100, TEXT, 3)) out.push(label(line, 90, (y += 19), { fill: PAPER.ink2, 'font-size': TEXT }));
  }
  for (const line of wrapped(say('story.again'), INNER, 12, 2)) out.push(label(line, 0, (y += 22), { fill: PAPER.ink3, 'font-size': 12 }));
  return [out.join(''), y + 12];
}

/** Said above everything, in words and stripes: nobody shall take it for real. */
function stripe({ speech }: Circumstances): string {
  const pattern = tag('pattern', { id: 'stripes', width: 20, height: 20, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, tag('rect', { width: 20, height: 20, fill: PAPER.caution }), tag('rect', { width: 10, height: 20, fill: '#f7cd6c' }));
  const words = speech.say('story.rehearsed');
  return [
    tag('defs', {}, pattern),
    tag('rect', { x: 0, y: 0, width: WIDTH, height: 38, fill: 'url(#stripes)' }),
    label(words, WIDTH / 2, 25, { 'text-anchor': 'middle', fill: '#2b2200', 'font-size': 16, 'font-weight': 700 }),
  ].join('');
}

export function posterOf(timeline: Timeline, around: Circumstances): string {
  const { speech } = around;
  const told = toldMoments(timeline, speech);
  const sheet = new Sheet(around.rehearsal ? 38 + 36 : 42);
  sheet.put(...header(timeline, around));
  sheet.put(...figures(timeline, around));
  if (timeline.points.length > 0) {
    const legend = drawLegend(PAPER, speech, ROOM, { share: true, gaps: timeline.gaps.length > 0 });
    sheet.put(legend.svg, legend.height + 10);
    const curve = drawCurve(timeline, told, PAPER, speech, ROOM);
    sheet.put(curve.svg, curve.height + 26);
  }
  sheet.put(heading(speech.say('story.moments')), 32);
  const [list, height] = moments(told, around);
  sheet.put(list, height + 18);
  const width = (INNER - COLUMN_GAP) / 2;
  const critical = timeline.alert.kind === 'share';
  const columns = [
    [speech.say(critical ? 'story.wordsCritical' : 'story.words'), wordsOf(timeline)],
    [speech.say(critical ? 'story.networksCritical' : 'story.networks'), networksOf(timeline)],
  ] as const;
  const drawn = columns.filter(([, all]) => all.length > 0).map(([title, all]) => bars(title, all, width, around));
  drawn.forEach(([svg, tall], index) => sheet.put(svg, index === drawn.length - 1 ? Math.max(tall, ...drawn.map(([, one]) => one)) + 26 : 0, MARGIN + index * (width + COLUMN_GAP)));
  sheet.put(...footer(timeline, around));
  const total = Math.ceil(sheet.y + 20);
  const [name, said] = [timeline.alert.watch?.name ?? '', sentenceOf(timeline, speech)];
  const title = said.includes(name) ? said : speech.say('story.titled', { name, said });
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: total, viewBox: `0 0 ${WIDTH} ${total}`, 'font-family': FONT, role: 'img', 'xml:lang': speech.language };
  return tag('svg', attributes, `<title>${escaped(title)}</title>`, tag('rect', { width: WIDTH, height: total, fill: PAPER.surface }), around.rehearsal ? stripe(around) : '', sheet.svg) + '\n';
}
