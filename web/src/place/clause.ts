// The clause with which the server refuses a removal: the reasons that the card allows. Pure.
import type { Problem } from '../api/problem';
import type { RemovalReason } from '../api/place';

/** Null where the refusal is another. A server may give the reasons as a list, or as words alone. */
export function clauseIn(problem: Problem | null): RemovalReason[] | null {
  const clause = problem?.members['clause'];
  if (typeof clause === 'string') return [{ id: 'clause', words: clause }];
  if (!Array.isArray(clause)) return null;
  return clause.map((one: unknown, index) => {
    if (typeof one === 'string') return { id: String(index), words: one };
    const { id, words } = one as Partial<RemovalReason>;
    return { id: id ?? String(index), words: words ?? id ?? '' };
  });
}
