// The little that a browser remembers of a person's choices. Storage may be forbidden: then nothing is.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`vigie.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`vigie.${name}`, value);
  } catch {
    // The choice holds until the page is left.
  }
}
