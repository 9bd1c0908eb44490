import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWindow } from '../testing/window';

class Element {
  constructor(private readonly field = false) {}
  closest(selector: string): Element | null {
    return this.field && selector.includes('input') ? this : null;
  }
}

let dialogOpen: boolean;
let role: string;
beforeEach(() => {
  role = 'manager';
  vi.useFakeTimers();
  openWindow('/sources');
  dialogOpen = false;
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ open: false, account: null, role })));
  vi.stubGlobal('Element', Element);
  vi.stubGlobal('document', { querySelector: () => (dialogOpen ? {} : null), querySelectorAll: () => [], documentElement: { scrollHeight: 900 } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function press(key: string, more: object = {}) {
  const { onShortcut } = await import('./shortcuts');
  const { router } = await import('../route/router.svelte');
  const { session } = await import('../state/session.svelte');
  await session.start();
  const help = vi.fn();
  const event = { key, target: new Element(), preventDefault: vi.fn(), ...more };
  onShortcut(event as unknown as KeyboardEvent, help);
  return { page: router.route.page, help, event };
}

describe('a key that writes', () => {
  const event = (more: object) => ({ key: 'y', target: new Element(), ...more }) as unknown as KeyboardEvent;

  it('writes once while it is held down', async () => {
    const { isPressed } = await import('./shortcuts');
    expect(isPressed(event({ repeat: false }))).toBe(true);
    expect(isPressed(event({ repeat: true }))).toBe(false);
  });

  it('is only a letter in a field', async () => {
    const { isPressed } = await import('./shortcuts');
    expect(isPressed(event({ target: new Element(true) }))).toBe(false);
  });
});

describe('a key', () => {
  it.each([['/', 'search'], ['n', 'new'], ['g', 'lookout'], ['d', 'desk']])('%s leads to %s', async (key, page) => {
    const pressed = await press(key);
    expect(pressed.page).toBe(page);
    expect(pressed.event.preventDefault).toHaveBeenCalled();
  });

  it('opens the help', async () => {
    expect((await press('?')).help).toHaveBeenCalled();
  });

  it('is only a letter in a field', async () => {
    expect((await press('n', { target: new Element(true) })).page).toBe('sources');
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])('is the browser’s with %s', async (modifier) => {
    expect((await press('n', { [modifier]: true })).page).toBe('sources');
  });

  it('makes no watch for one who may only look', async () => {
    role = 'reader';
    expect((await press('n')).page).toBe('sources');
  });

  it('is the dialog’s while one is open', async () => {
    dialogOpen = true;
    expect((await press('n')).page).toBe('sources');
  });
});
