import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterIndexer } from '../dead-letters/dead-letter-indexer.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import { KnownSince } from './fact-sources.ts';

/**
 * How many dead letters are open, and the rate of new ones, from the index. An index that is behind counts too few, so the fact
 * is unknown unless the index is at its streams' ends, or was there recently.
 */
export function deadLetterFact(
  index: DeadLetterIndex,
  indexer: DeadLetterIndexer,
): () => Promise<PipelineFacts['deadLetters']> {
  const known = new KnownSince();
  let currentAt: number | null = null;
  let last: PipelineFacts['deadLetters'] | null = null;
  return async () => {
    const { result, index: currency } = await readMarked(indexer, async () => ({
      status: await index.openStates(),
      came: Object.entries(await index.cameSince(Date.now() - COMING_MS)),
    }));
    // An incomplete index counts too few: use the last known count for a while, until it is complete again.
    if (!currency.caughtUp) {
      if (last !== null && Date.now() - currentAt! <= STALE_MS) return last;
      return known.unknown('The index of dead letters is behind its streams.', currentAt ?? undefined);
    }
    currentAt = Date.now();
    const { open, cameAt, failedAt, owners } = result.status;
    const { came } = result;
    last = known.known({
      open,
      newestAt: cameAt,
      failedAgainAt: cameAt !== null && failedAt !== null && failedAt > cameAt ? failedAt : null,
      owners,
      deadLetteredPerSecond: Object.fromEntries(
        came.map(([consumer, count]) => [consumer, (count / COMING_MS) * 1_000]),
      ),
    });
    return last;
  };
}

const STALE_MS = 10_000;

/** Over how long new dead letters are counted for their rate. */
const COMING_MS = 15_000;
