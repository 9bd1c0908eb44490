// Which field of a form the server refuses, and why: told beside it. The server's words begin with the
// field: "motive.why: missing; …". Pure.
import type { Problem } from '../api/problem';

export interface Fault {
  /** As the API names it: `title`, `motive.why`, `motive.removal_reasons`. */
  field: string;
  /** The server's words without the field. */
  detail: string;
  kind: 'missing' | 'against' | 'other';
  /** Of a reason that is against what is said: the word that makes it so. */
  word: string;
}

const UNFIT: readonly number[] = [400, 409, 422];

/** The fault of a refused form; null where the refusal is about no field of it. */
export function faultIn(problem: Problem | null, fields: readonly string[]): Fault | null {
  if (!problem || !UNFIT.includes(problem.status)) return null;
  // The longest first: one may begin another.
  const field = fields.toSorted((a, b) => b.length - a.length).find((name) => new RegExp(`^${name.replace('.', '\\.')}[\\s.:\\[]`).test(problem.detail));
  if (!field) return null;
  const detail = problem.detail.slice(problem.detail.indexOf(':') + 1).trim();
  const word = /holds "([^"]+)"/.exec(detail)?.[1] ?? '';
  return { field, detail, kind: /^missing/.test(detail) ? 'missing' : word ? 'against' : 'other', word };
}
