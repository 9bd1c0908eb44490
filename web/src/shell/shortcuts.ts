// Keys that work everywhere but in a field: `/` search, `?` help, `n` new watch, `g` lookout, `d` desk,
// `j` and `k` through posts, `o` the original of the one in focus. What `-`, `=`, `+`, `c` and `u` do on a post: post/Correct.svelte.
import { router } from '../route/router.svelte';
import { session } from '../state/session.svelte';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Whether a key is one of ours: not the browser's, not a letter in a field, not a dialog's. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return !isTyping(event.target) && !document.querySelector('dialog[open]');
}

/** For a key that writes: one that is held down writes once. */
export function isPressed(event: KeyboardEvent): boolean {
  return isFree(event) && !event.repeat;
}

export function onShortcut(event: KeyboardEvent, showHelp: () => void): void {
  if (!isFree(event)) return;
  const act = actionOf(event.key, showHelp);
  if (!act) return;
  event.preventDefault();
  act();
}

function actionOf(key: string, showHelp: () => void): (() => void) | undefined {
  switch (key) {
    case '/':
      return goToSearch;
    case '?':
      return showHelp;
    case 'n':
      return session.leads ? () => router.go({ page: 'new' }) : undefined;
    case 'g':
      return () => router.go({ page: 'lookout' });
    case 'd':
      return () => router.go({ page: 'desk' });
    case 'j':
      return () => step(1);
    case 'k':
      return () => step(-1);
    case 'o':
      return () => document.activeElement?.closest('article')?.querySelector<HTMLAnchorElement>('a[data-original]')?.click();
    default:
      return undefined;
  }
}

function goToSearch(): void {
  if (router.route.page !== 'search') router.go({ page: 'search', query: '' });
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-search]')?.focus());
}

function step(by: 1 | -1): void {
  const posts = [...document.querySelectorAll<HTMLElement>('article[data-post]')];
  const here = posts.findIndex((post) => post.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : posts.length - 1) : here + by;
  const post = posts[Math.min(Math.max(next, 0), posts.length - 1)];
  post?.focus({ preventScroll: true });
  post?.scrollIntoView({ block: 'nearest' });
}
