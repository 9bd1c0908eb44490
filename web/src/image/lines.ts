// Phrases as the lines of a text field. Pure.
export const toLines = (phrases: readonly string[]): string => phrases.join('\n');

/** Without the empty ones, and each once. */
export const fromLines = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))];
