// The span of a trend's posts: from its first bucket to the moment it was told, that moment included.
import type { Span } from '../api/types';

export function spanOf(since: string, until: string): Span {
  return { from: new Date(since), to: new Date(new Date(until).getTime() + 1) };
}
