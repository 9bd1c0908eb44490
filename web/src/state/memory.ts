// The little that a browser remembers: a person's choices, for good, and what is being written, while
// the window lives. Storage may be forbidden: then nothing is.

const PREFIX = 'vigie.';

export function recall(name: string): string | null {
  return quietly(() => localStorage.getItem(PREFIX + name));
}

export function remember(name: string, value: string): void {
  quietly(() => localStorage.setItem(PREFIX + name, value));
}

/** What was left unfinished under this name. */
export function unfinished<T>(name: string): T | null {
  return quietly(() => JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null') as T | null);
}

export function leaveUnfinished(name: string, value: unknown): void {
  quietly(() => sessionStorage.setItem(PREFIX + name, JSON.stringify(value)));
}

export function finish(name: string): void {
  quietly(() => sessionStorage.removeItem(PREFIX + name));
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
