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
      status: await index.openDeadLetters(),
      opened: Object.entries(await index.openedSince(Date.now() - RATE_WINDOW_MS)),
    }));
    // An incomplete index counts too few: use the last known count for a while, until it is complete again.
    if (!currency.caughtUp) {
      if (last !== null && Date.now() - currentAt! <= STALE_MS) return last;
      return known.unknown('The index of dead letters is behind its streams.', currentAt ?? undefined);
    }
    currentAt = Date.now();
    const { open, openedAt, failedAt, owners } = result.status;
    const { opened } = result;
    last = known.known({
      open,
      newestAt: openedAt,
      failedAgainAt: openedAt !== null && failedAt !== null && failedAt > openedAt ? failedAt : null,
      owners,
      deadLetteredPerSecond: Object.fromEntries(
        opened.map(([consumer, count]) => [consumer, (count / RATE_WINDOW_MS) * 1_000]),
      ),
    });
    return last;
  };
}

const STALE_MS = 10_000;

/** Over how long new dead letters are counted for their rate. */
const RATE_WINDOW_MS = 15_000;
