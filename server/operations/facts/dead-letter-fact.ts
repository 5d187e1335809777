import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { IndexFollower } from '../dead-letters/index-follower.ts';
import { KnownSince } from './fact-sources.ts';

/**
 * How many dead letters are open, and how fast new ones come, from the index. An index that is behind tells too little,
 * so it tells nothing until it is at its streams' ends, or was there not long ago.
 */
export function deadLetterFact(
  index: DeadLetterIndex,
  follower: IndexFollower,
): () => Promise<PipelineFacts['deadLetters']> {
  const known = new KnownSince();
  let currentAt: number | null = null;
  return async () => {
    if (follower.currency().caughtUp) currentAt = Date.now();
    // A stream that is being written to is at its end only now and then.
    if (currentAt === null || Date.now() - currentAt > STALE_MS)
      return known.unknown('The index of dead letters is behind its streams.', currentAt ?? undefined);
    const { open, cameAt, failedAt, owners } = await index.openStanding();
    const came = Object.entries(await index.cameSince(Date.now() - COMING_MS));
    return known.known({
      open,
      newestAt: cameAt,
      failedAgainAt: cameAt !== null && failedAt !== null && failedAt > cameAt ? failedAt : null,
      owners,
      deadLetteredPerSecond: Object.fromEntries(
        came.map(([consumer, count]) => [consumer, (count / COMING_MS) * 1_000]),
      ),
    });
  };
}

const STALE_MS = 10_000;

/** Over how long new dead letters are counted for their rate. */
const COMING_MS = 15_000;
