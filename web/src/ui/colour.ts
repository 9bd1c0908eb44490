// Colours of watches: eight that keep 3:1 on day and night surfaces.
export const WATCH_COLOURS = [
  '#12898f', '#3c7dd0', '#8862d3', '#c24f96', '#cf4a57', '#b97a12', '#43914f', '#647682',
] as const;

/** A watch's own colour where it is one; else one of ours that its id always gives. */
export function watchColour(watch: { id: string; colour?: string }): string {
  if (/^#[0-9a-f]{6}$/i.test(watch.colour ?? '')) return watch.colour as string;
  let hash = 0;
  for (const letter of watch.id) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return WATCH_COLOURS[hash % WATCH_COLOURS.length] ?? WATCH_COLOURS[0];
}
