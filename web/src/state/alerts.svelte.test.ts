import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow } from '../testing/window';

const ALERT = {
  id: '9', began_at: '2026-11-20T17:00:00Z', watch: { id: '1', name: 'Lanterns' }, group: null, acknowledged: null, muted_until: null,
  sentence: { fr: 'Lanternes : 39 messages.', en: 'Lanterns: 39 posts.' },
};

let shown: { title: string; body: string }[];
class NotificationTwin {
  static permission = 'granted';
  constructor(title: string, { body }: { body: string }) {
    shown.push({ title, body });
  }
}

/** What the browser is told when an alert begins while the page is open. */
async function begun(path: string, language: 'fr' | 'en') {
  openWindow(path);
  let open: unknown[] = [];
  vi.stubGlobal('Notification', NotificationTwin);
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ alerts: open, next_cursor: null })));
  const state = await import('./language.svelte');
  state.language.choose(language);
  const { alerts } = await import('./alerts.svelte');
  await alerts.read();
  expect(shown).toEqual([]);
  open = [ALERT];
  await alerts.read();
  return shown;
}

beforeEach(() => {
  shown = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a notification of the browser', () => {
  it('names the watch of an alert', async () => {
    expect(await begun('/', 'en')).toEqual([{ title: 'Lanterns', body: 'Lanterns: 39 posts.' }]);
  });

  it('says that an alert is of a rehearsal', async () => {
    expect(await begun('/rehearsal/', 'en')).toEqual([{ title: 'REHEARSAL · Lanterns', body: 'Lanterns: 39 posts.' }]);
  });

  it('says so in French', async () => {
    expect(await begun('/rehearsal/', 'fr')).toEqual([{ title: 'RÉPÉTITION · Lanterns', body: 'Lanternes : 39 messages.' }]);
  });
});
