// The options of the volume chart: uPlot draws, everything it says goes through Intl.
import type uPlot from 'uplot';
import { compact } from '../format/number';
import { DAY_S } from '../format/time';

/** The room left of the plot, which other charts of the same time keep free too. */
export const AXIS_PX = 44;
const FLAG_PX = 16;
const TICK_LABEL_PX = 40;
const HATCH_GAP_PX = 6;
const HATCH_PX_MIN = 4;

export interface Look {
  width: number;
  height: number;
  colour: string;
  ink: string;
  line: string;
  band: string;
  surface: string;
  /** Of what stands upon the bars. */
  strong: string;
  language: string;
}

/** A stretch of the time axis, in seconds since 1970. */
export interface Stretch {
  from: number;
  to: number;
}

/** What the chart asks its owner for whenever it draws. */
export interface Owner {
  shown: () => Stretch;
  picked: () => Stretch | null;
  /** Where not everything was heard. */
  hatched: () => readonly Stretch[];
  /** Times that bear a numbered flag. */
  marks: () => readonly number[];
  hovered: (index: number | null) => void;
  /** Upon each bar, voices as a line across it and different texts as a dot. */
  upon: () => readonly Upon[];
}

/** A bar from `from` to `to`, in seconds since 1970. */
export interface Upon extends Stretch {
  voices: number;
  texts: number | null;
}

/**
 * Labels of the time axis: only what changes from one tick to the next, the day at midnight; none where
 * the edge would cut it.
 */
function tickLabels(language: string): uPlot.Axis.DynamicValues {
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const hour = write({ hour: '2-digit', minute: '2-digit' });
  const date = write({ day: 'numeric', month: 'short' });
  const month = write({ month: 'short', year: 'numeric' });
  return (chart, ticks, _axis, _space, increment) => {
    const { min = 0, max = 0 } = chart.scales['x'] ?? {};
    const lastWhole = max - ((max - min) * TICK_LABEL_PX) / 2 / (chart.width - AXIS_PX);
    return ticks.map((tick) => {
      if (tick > lastWhole) return '';
      const time = new Date(tick * 1000);
      if (increment >= 28 * DAY_S) return month.format(time);
      if (increment >= DAY_S || (time.getHours() === 0 && time.getMinutes() === 0)) return date.format(time);
      return hour.format(time);
    });
  };
}

export function volumeOptions(library: typeof uPlot, look: Look, owner: Owner): uPlot.Options {
  const axis = {
    stroke: look.ink,
    font: '11px Inter, system-ui, sans-serif',
    ticks: { show: false },
  };
  const bars = library.paths.bars ? { paths: library.paths.bars({ align: 1, size: [0.82, 40], radius: 0.18 }) } : {};
  const series = { stroke: look.colour, width: 0, points: { show: false }, ...bars };
  return {
    width: look.width,
    height: look.height,
    padding: [FLAG_PX + 4, 4, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: true, range: () => [owner.shown().from, owner.shown().to] },
      y: { range: (_chart, _low, high) => [0, Math.max(4, high * 1.08)] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 72, size: 26, values: tickLabels(look.language) },
      {
        ...axis,
        grid: { stroke: look.line, width: 1 },
        size: AXIS_PX,
        space: 36,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
        values: (_chart, ticks) => ticks.map((tick) => compact(tick, look.language)),
      },
    ],
    // The step that runs now is paler: it is not over yet.
    series: [{}, { ...series, fill: look.colour }, { ...series, fill: `${look.colour}80` }],
    hooks: {
      drawClear: [(chart) => drawPicked(chart, owner.picked(), look.band), (chart) => drawHatched(chart, owner.hatched(), look.ink)],
      draw: [(chart) => drawUpon(chart, owner.upon(), look), (chart) => drawMarks(chart, owner.marks(), look)],
      setCursor: [(chart) => owner.hovered((chart.cursor.left ?? -1) >= 0 ? (chart.cursor.idx ?? null) : null)],
    },
  };
}

function drawPicked(chart: uPlot, picked: Stretch | null, colour: string): void {
  if (!picked) return;
  const left = chart.valToPos(picked.from, 'x', true);
  const right = chart.valToPos(picked.to, 'x', true);
  chart.ctx.fillStyle = colour;
  chart.ctx.fillRect(left, chart.bbox.top, Math.max(2, right - left), chart.bbox.height);
}

function drawUpon(chart: uPlot, bars: readonly Upon[], look: Look): void {
  const { ctx } = chart;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = look.strong;
  ctx.lineWidth = 2 * unit;
  for (const { from, to, voices } of bars) {
    const y = chart.valToPos(voices, 'y', true);
    ctx.beginPath();
    ctx.moveTo(chart.valToPos(from, 'x', true), y);
    ctx.lineTo(chart.valToPos(to, 'x', true), y);
    ctx.stroke();
  }
  ctx.strokeStyle = look.surface;
  ctx.fillStyle = look.strong;
  ctx.lineWidth = unit;
  for (const { from, to, texts } of bars) {
    if (texts === null) continue;
    ctx.beginPath();
    ctx.arc(chart.valToPos((from + to) / 2, 'x', true), chart.valToPos(texts, 'y', true), 3 * unit, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** Slanting lines over the whole height, a few pixels wide at least, so that a short gap is seen on a long axis. */
function drawHatched(chart: uPlot, stretches: readonly Stretch[], colour: string): void {
  const { ctx, bbox } = chart;
  const { from, to } = { from: chart.scales['x']?.min ?? 0, to: chart.scales['x']?.max ?? 0 };
  const [least, gap] = [HATCH_PX_MIN * devicePixelRatio, HATCH_GAP_PX * devicePixelRatio];
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  for (const stretch of stretches) {
    if (stretch.to <= from || stretch.from >= to) continue;
    const left = chart.valToPos(Math.max(stretch.from, from), 'x', true);
    const width = Math.max(least, chart.valToPos(Math.min(stretch.to, to), 'x', true) - left);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, width, bbox.height);
    ctx.clip();
    ctx.beginPath();
    // From the whole chart's edge, so that the lines of neighbours meet.
    for (let x = bbox.left - bbox.height; x < left + width; x += gap) {
      if (x + bbox.height < left) continue;
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}

/** A dashed line at each mark, its number in a flag above the plot; the list under the chart names it. */
function drawMarks(chart: uPlot, marks: readonly number[], look: Look): void {
  const { ctx, bbox } = chart;
  const { from, to } = { from: chart.scales['x']?.min ?? 0, to: chart.scales['x']?.max ?? 0 };
  const flag = FLAG_PX * devicePixelRatio;
  ctx.save();
  ctx.font = `600 ${10 * devicePixelRatio}px Inter, system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  marks.forEach((mark, index) => {
    if (mark < from || mark > to) return;
    const x = Math.round(chart.valToPos(mark, 'x', true)) + 0.5;
    ctx.strokeStyle = look.ink;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillStyle = look.ink;
    ctx.beginPath();
    ctx.arc(x, bbox.top - flag / 2, flag / 2, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = look.surface;
    ctx.fillText(String(index + 1), x, bbox.top - flag / 2);
  });
  ctx.restore();
}
