// Of which watch the posts on a page are: set by the page, asked by each card.
import { getContext, setContext } from 'svelte';

const KEY = Symbol('watch');

export function setSubject(watchId: string): void {
  setContext(KEY, watchId);
}

export function subject(): string | null {
  return getContext<string | undefined>(KEY) ?? null;
}
