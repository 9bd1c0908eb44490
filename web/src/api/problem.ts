// Why a request failed (RFC 9457). `status` 0 means that no server answered at all.
import type { QueryProblem } from './types';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Record<string, unknown> = {},
    /** How long the server asks one to wait before the next try, in seconds. */
    readonly waitS: number | null = null,
  ) {
    super(detail || title);
  }

  /** Nobody answered: it passes by itself when the server is back. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

/** Whatever was thrown, as a problem: a bug of ours is told like a failure of the world. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(-1, thrown instanceof Error ? thrown.message : String(thrown), '');
}

/** What an answer with an error status says of itself. */
export function problemIn(status: number, statusText: string, body: string, retryAfter: string | null = null): Problem {
  const waitS = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  try {
    const members = JSON.parse(body) as Record<string, unknown>;
    const text = (name: string) => (typeof members[name] === 'string' ? members[name] : '');
    return new Problem(status, text('title') || statusText, text('detail'), members, waitS);
  } catch {
    return new Problem(status, statusText, '', {}, waitS);
  }
}

/** The fault of a query, where that is why a request was refused. */
export function queryProblemOf({ members }: Problem): QueryProblem | null {
  return typeof members['column'] === 'number' ? (members as unknown as QueryProblem) : null;
}
