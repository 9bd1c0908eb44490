// English: our own place. place_fr.ts has the same keys.
export const place_en = {
  'nav.place': 'Our place',
} as const;
