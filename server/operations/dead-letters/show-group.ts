import type { DeadLetterGroupDetail } from '../../../contracts/dead-letter-groups.ts';
import { isGrowing } from '../../../contracts/growth.ts';
import { within } from '../../../contracts/timing/within.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { beingBuilt, readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';

const MAX_ACTIONS = 100;
/** How long a store may take to answer. */
const STORE_MS = 500;

/** One group: its counts, its channels and callers, and the facts since its last failure. Throws ProblemError, StoreFailure. */
export async function showGroup(
  service: DeadLetterService,
  fingerprint: string,
): Promise<DeadLetterGroupDetail> {
  const { index, indexer, status } = service;
  const now = Date.now();
  const { result, index: currency } = await readMarked(indexer, () =>
    Promise.all([
      index.groups('fingerprint', { group: fingerprint }, 1, now),
      index.groupReach(fingerprint, now),
      index.actions({ target: 'group', targetId: fingerprint }, { limit: MAX_ACTIONS }),
    ]),
  );
  const [{ groups }, reach, actions] = result;
  const group = groups[0];
  if (!group || !reach) {
    if (!currency.caughtUp) throw beingBuilt(indexer);
    throw new ProblemError(
      'not-found',
      'No dead letter is in this group. A later failure may have moved it to another group, or it has expired.',
    );
  }
  const { lastHour, hourBefore, workerVersions, lastReplay, ...reached } = reach;
  // A fingerprint belongs to one consumer.
  const stores = status.projections.filter(({ name }) => name === group.newest.consumer);
  return {
    group,
    reach: reached,
    growth: {
      growing: isGrowing(lastHour, hourBefore, Date.parse(group.openedAt), now),
      lastHour,
      hourBefore,
    },
    sinceThen: {
      lastFailedAt: group.failedAt,
      workerVersions,
      stores: await Promise.all(
        stores.map(async ({ name, epochId }) => {
          const failure = await within(
            STORE_MS,
            epochId().then(
              () => null,
              (error: Error) => error.message,
            ),
            `No answer within ${STORE_MS} ms.`,
          );
          return { consumer: name, answers: failure === null, detail: failure };
        }),
      ),
      lastReplay,
    },
    actions: actions.actions,
    index: currency,
  };
}
