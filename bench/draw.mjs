// Growth as a picture: both axes by powers of ten, a line an engine, told apart by colour, dash, mark and name.
// Plain SVG that follows the reader's choice of light or dark.
const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 76;
const RIGHT = 150; // Room for the names.
const TOP = 44;
const BOTTOM = 52;
const NAME_LINE = 15;
// Okabe and Ito's colours for all kinds of sight, by day and, lighter, by night.
const LOOKS = [
  { day: '#0060a8', night: '#6cb8f0', dash: '' },
  { day: '#b34700', night: '#f0a060', dash: '7 4' },
  { day: '#8c5a8c', night: '#dca0dc', dash: '2 3' },
  { day: '#00785a', night: '#4cc8a0', dash: '10 3 2 3' },
  { day: '#806a00', night: '#e0cc50', dash: '4 4' },
];

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const at = (value) => value.toFixed(1);

function told(value) {
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1e3) return `${value / 1e3} k`;
  return String(value);
}

/** Powers of ten, with 2 and 5 between where there is room, that hold all values. */
function scale(values, from, to) {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) [low, high] = [low / 2, high * 2];
  const steps = Math.log10(high / low) > 3 ? [1] : [1, 2, 5];
  const all = [];
  for (let power = Math.floor(Math.log10(low)) - 1; power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of steps) all.push(Number((step * 10 ** power).toPrecision(3)));
  }
  const first = all.filter((tick) => tick <= low * 1.0001).at(-1);
  const last = all.find((tick) => tick >= high * 0.9999);
  const place = (value) => from + ((to - from) * Math.log(value / first)) / Math.log(last / first);
  return { ticks: all.filter((tick) => tick >= first && tick <= last), place };
}

const MARKS = [
  (x, y) => `<circle cx="${at(x)}" cy="${at(y)}" r="4"/>`,
  (x, y) => `<rect x="${at(x - 4)}" y="${at(y - 4)}" width="8" height="8"/>`,
  (x, y) => `<path d="M${at(x)} ${at(y - 5)}l5 9h-10z"/>`,
  (x, y) => `<path d="M${at(x)} ${at(y - 5)}l5 5l-5 5l-5 -5z"/>`,
  (x, y) => `<path d="M${at(x)} ${at(y + 5)}l5 -9h-10z"/>`,
];

/** Where the names stand: beside the last points, without lying over each other. */
function namePlaces(ends) {
  const order = ends.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  const out = [];
  let free = TOP;
  for (const { y, i } of order) {
    out[i] = Math.max(y, free);
    free = out[i] + NAME_LINE;
  }
  return out;
}

/** `lines`: [{ name, points: [[x, y], …] }, …]. */
export function drawGrowth({ title, across, up, lines }) {
  const x = scale(lines.flatMap((line) => line.points.map((point) => point[0])), LEFT, WIDTH - RIGHT);
  const y = scale(lines.flatMap((line) => line.points.map((point) => point[1])), HEIGHT - BOTTOM, TOP);
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title told" font-family="sans-serif" font-size="13">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="told">${escape(lines.map((line) => `${line.name}: ${line.points.map(([one, other]) => `${told(Number(other.toPrecision(3)))} ${up} at ${told(one)} ${across}`).join(', ')}.`).join(' '))}</desc>`,
    '<style>',
    '.paper{fill:#fff}.ink{fill:#1c1c1c}.net{stroke:#d4d4d4}',
    ...LOOKS.map((look, i) => `.l${i}{stroke:${look.day}}.f${i}{fill:${look.day}}`),
    '@media (prefers-color-scheme:dark){.paper{fill:#16181c}.ink{fill:#e8e8e8}.net{stroke:#3c4048}',
    ...LOOKS.map((look, i) => `.l${i}{stroke:${look.night}}.f${i}{fill:${look.night}}`),
    '}</style>',
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>`,
    `<text class="ink" x="${LEFT}" y="24" font-size="15" font-weight="bold">${escape(title)}</text>`,
  ];
  for (const tick of y.ticks) {
    const place = at(y.place(tick));
    out.push(`<path class="net" d="M${LEFT} ${place}H${WIDTH - RIGHT}"/><text class="ink" x="${LEFT - 8}" y="${at(y.place(tick) + 4)}" text-anchor="end">${told(tick)}</text>`);
  }
  for (const tick of x.ticks) {
    const place = at(x.place(tick));
    out.push(`<path class="net" d="M${place} ${TOP}V${HEIGHT - BOTTOM}"/><text class="ink" x="${place}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${told(tick)}</text>`);
  }
  out.push(`<text class="ink" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escape(across)}</text>`);
  out.push(`<text class="ink" x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(TOP + HEIGHT - BOTTOM) / 2})">${escape(up)}</text>`);
  const places = namePlaces(lines.map((line) => y.place(line.points.at(-1)[1])));
  lines.forEach((line, i) => {
    const look = i % LOOKS.length;
    const points = line.points.map(([one, other]) => [x.place(one), y.place(other)]);
    const path = points.map(([one, other], k) => `${k === 0 ? 'M' : 'L'}${at(one)} ${at(other)}`).join('');
    const dash = LOOKS[look].dash ? ` stroke-dasharray="${LOOKS[look].dash}"` : '';
    out.push(`<path class="l${look}" d="${path}" fill="none" stroke-width="2"${dash}/>`);
    out.push(`<g class="f${look}">${points.map(([one, other]) => MARKS[look](one, other)).join('')}</g>`);
    out.push(`<text class="f${look}" x="${WIDTH - RIGHT + 12}" y="${at(places[i] + 4)}">${escape(line.name)}</text>`);
  });
  return out.concat('</svg>\n').join('\n');
}
