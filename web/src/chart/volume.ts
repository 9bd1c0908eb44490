// The options of the volume chart: uPlot draws, everything it says goes through Intl.
import type uPlot from 'uplot';
import { compact } from '../format/number';
import { DAY_S } from '../format/time';

export interface Look {
  width: number;
  height: number;
  colour: string;
  ink: string;
  line: string;
  band: string;
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
  hovered: (index: number | null) => void;
}

/** Labels of the time axis: only what changes from one tick to the next, the day at midnight. */
function tickLabels(language: string): uPlot.Axis.DynamicValues {
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const hour = write({ hour: '2-digit', minute: '2-digit' });
  const date = write({ day: 'numeric', month: 'short' });
  const month = write({ month: 'short', year: 'numeric' });
  return (_chart, ticks, _axis, _space, increment) =>
    ticks.map((tick) => {
      const time = new Date(tick * 1000);
      if (increment >= 28 * DAY_S) return month.format(time);
      if (increment >= DAY_S || (time.getHours() === 0 && time.getMinutes() === 0)) return date.format(time);
      return hour.format(time);
    });
}

export function volumeOptions(library: typeof uPlot, look: Look, owner: Owner): uPlot.Options {
  const axis = {
    stroke: look.ink,
    font: '11px Inter, system-ui, sans-serif',
    ticks: { show: false },
  };
  return {
    width: look.width,
    height: look.height,
    padding: [8, 4, 0, 0],
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
        size: 44,
        space: 36,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
        values: (_chart, ticks) => ticks.map((tick) => compact(tick, look.language)),
      },
    ],
    series: [
      {},
      {
        fill: look.colour,
        stroke: look.colour,
        width: 0,
        points: { show: false },
        ...(library.paths.bars ? { paths: library.paths.bars({ align: 1, size: [0.82, 40], radius: 0.18 }) } : {}),
      },
    ],
    hooks: {
      drawClear: [(chart) => drawPicked(chart, owner.picked(), look.band)],
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
