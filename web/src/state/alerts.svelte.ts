// The alerts that are open now, for the banner, the navigation and the browser's own notifications.
import type { Alert } from '../api/alerts';
import { router } from '../route/router.svelte';
import { house } from './house.svelte';
import { language, t } from './language.svelte';
import { live } from './live.svelte';
import { recall, remember } from './memory';
import { pulse } from './pulse';

const OPEN_MAX = 50;
const SEEN_MAX = 40;
const AGING_MS = 10_000;

/** Rehearsals count their alerts from one again: the time tells them apart. */
export const keyOf = (alert: Alert) => `${alert.id}@${alert.began_at}`;

class Alerts {
  open = $state.raw<Alert[]>([]);
  ready = $state(false);
  /** Grows when something changed: pages that show alerts look again. */
  beat = $state(0);
  private seen = $state.raw<readonly string[]>((recall('seen') ?? '').split(' '));
  private told: ReadonlySet<string> | null = null;

  /** Open, acknowledged by nobody, and not put aside in this browser. Of a group the first alone. */
  readonly now: Alert[] = $derived(
    this.open.filter((alert) => !alert.acknowledged && !this.seen.includes(keyOf(alert)) && (alert.group === null || alert.group === alert.id)),
  );

  start(): void {
    const beat = pulse(() => this.read());
    live.on('changed', ({ what }) => what === 'alerts' && beat.ask());
    live.on('back', () => beat.ask());
    setInterval(() => beat.ask(), AGING_MS);
  }

  async read(): Promise<void> {
    this.open = (await house.alerts.list('open', OPEN_MAX)).alerts;
    this.ready = true;
    this.beat += 1;
    this.notify();
  }

  putAside(alert: Alert): void {
    this.seen = [...this.seen.slice(-SEEN_MAX), keyOf(alert)];
    remember('seen', this.seen.join(' '));
  }

  /** What is open when the page opens is on the page; what begins later is told outside of it too. */
  private notify(): void {
    const before = this.told;
    this.told = new Set(this.open.map(keyOf));
    if (!before || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    for (const alert of this.now) {
      if (before.has(keyOf(alert)) || alert.muted_until) continue;
      const about = alert.watch?.name ?? 'Vigie';
      const shown = new Notification(house.rehearsal ? t('alert.rehearsed', { about }) : about, { body: alert.sentence[language.current], tag: `vigie-${keyOf(alert)}` });
      shown.onclick = () => {
        window.focus();
        router.go({ page: 'alert', id: alert.id });
        shown.close();
      };
    }
  }
}

export const alerts = new Alerts();
