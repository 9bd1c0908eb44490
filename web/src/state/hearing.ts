// Does the house hear anything just now? One answer for the whole page, from what is known of the
// connection, the sources and the rehearsal. Pure.
import type { Drill, Source } from '../api/types';

export type Hearing =
  | 'lost'        // The page does not reach its server.
  | 'nothing'     // No source is running and no post comes.
  | 'unreachable' // A network should be heard and is not.
  | 'connecting'
  | 'live'
  | 'playing' | 'paused' | 'ended';  // Of a rehearsal.

export interface Known {
  connected: boolean;
  rehearsal: boolean;
  drill: Drill | null;
  sources: readonly Source[];
  troubled: readonly Source[];
  postsPerS: number;
}

export function hearingOf({ connected, rehearsal, drill, sources, troubled, postsPerS }: Known): Hearing {
  if (!connected) return 'lost';
  if (rehearsal) return drill ? drill.state : 'ended';
  if (sources.some((source) => source.state === 'live') || postsPerS > 0) return 'live';
  if (troubled.length > 0) return 'unreachable';
  return sources.some((source) => source.state === 'connecting') ? 'connecting' : 'nothing';
}

/**
 * Networks that should bring posts and cannot just now. One that is tried again stays troubled until it
 * is heard; a rehearsal that is paused or over has no trouble.
 */
export function troubledAmong(sources: readonly Source[], before: readonly Source[]): Source[] {
  const wasTroubled = new Set(before.map((source) => source.name));
  return sources.filter(({ kind, state, name }) => {
    if (kind === 'drill') return false;
    return state === 'waiting' || state === 'failed' || (state === 'connecting' && wasTroubled.has(name));
  });
}
