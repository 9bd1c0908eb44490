// How much a share of a small sample may be off.

const Z_95 = 1.959964;

export interface Interval {
  low: number;
  high: number;
}

/** The 95 % interval of a share, `part` of `total` (E. B. Wilson, JASA 22, 1927). */
export function shareInterval(part: number, total: number): Interval {
  if (total === 0) return { low: 0, high: 1 };
  const p = part / total;
  const z2n = (Z_95 * Z_95) / total;
  const centre = (p + z2n / 2) / (1 + z2n);
  const reach = (Z_95 / (1 + z2n)) * Math.sqrt((p * (1 - p)) / total + z2n / (4 * total));
  return { low: part === 0 ? 0 : centre - reach, high: part === total ? 1 : centre + reach };
}
