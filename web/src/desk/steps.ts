// A reply on its way: queued, sent, confirmed, and what may come between. Pure.
import type { Reply, ReplyState } from '../api/desk';

export const WAY = ['queued', 'sent', 'confirmed'] as const satisfies readonly ReplyState[];

/** How far along its way: 1 to 3; 0 where it is not on it. */
export function stepOf(reply: Reply): number {
  return WAY.findIndex((state) => state === reply.state) + 1;
}

/** When it reached where it is. */
export function reachedAt(reply: Reply): string {
  return reply.confirmed_at ?? reply.sent_at ?? reply.queued_at;
}

export function isOver(reply: Reply): boolean {
  return reply.state === 'confirmed';
}
