// The watches that a rehearsal opens with are named in both languages; the house keeps the names of
// the one that was spoken when it began. Pure.
import type { Drill, Watch } from '../api/types';
import type { Language } from '../i18n/translate';

/** Watches with their names in `language`, where they are samples that nobody has renamed. */
export function inLanguage(watches: readonly Watch[], drill: Drill | null, language: Language): Watch[] {
  const samples = new Map(drill?.watches.map((sample) => [sample.id, sample]));
  return watches.map((watch) => {
    const sample = samples.get(watch.id);
    if (!sample || !Object.values(sample.name).includes(watch.name)) return watch;
    const purpose = Object.values(sample.purpose).includes(watch.purpose) ? sample.purpose[language] : watch.purpose;
    return { ...watch, name: sample.name[language], purpose };
  });
}
