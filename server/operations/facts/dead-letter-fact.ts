import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { IndexFollower } from '../dead-letters/index-follower.ts';
import { DeadLetterRates } from './dead-letter-rates.ts';
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
  const rates = new DeadLetterRates();
  let currentAt: number | null = null;
  return async () => {
    if (follower.currency().caughtUp) currentAt = Date.now();
    // A stream that is being written to is at its end only now and then.
    if (currentAt === null || Date.now() - currentAt > STALE_MS) {
      // What it catches up on did not come now.
      rates.forget();
      return known.unknown('The index of dead letters is behind its streams.', currentAt ?? undefined);
    }
    const { open, cameAt, failedAt, owners } = await index.openStanding();
    const now = Date.now();
    const counts = await index.countsByConsumer();
    return known.known({
      open,
      newestAt: cameAt,
      failedAgainAt: cameAt !== null && failedAt !== null && failedAt > cameAt ? failedAt : null,
      owners,
      deadLetteredPerSecond: rates.take(now, counts),
    });
  };
}

const STALE_MS = 10_000;
