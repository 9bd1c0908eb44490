// A step in words: "15 minutes", "day".
import { DAY_S, HOUR_S, MINUTE_S } from '../format/time';
import { t } from '../state/language.svelte';

export function stepName(stepS: number): string {
  if (stepS >= DAY_S) return t('step.day', { n: stepS / DAY_S });
  if (stepS >= HOUR_S) return t('step.hour', { n: stepS / HOUR_S });
  return t('step.minute', { n: stepS / MINUTE_S });
}
