import { type AlertSummary, HELD_BACK_ALERT } from '../../contracts/alerts.ts';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { countOf } from '../format/count.ts';
import type { Phrase } from '../overview/phrase.ts';

/** The alerts of workers that hold dead letters back now; of one consumer's, or of all. */
export const holdingBack = (alerts: readonly AlertSummary[], consumer: string | null): AlertSummary[] =>
  alerts.filter(
    ({ id, state, quietSince, concerns }) =>
      id.startsWith(`${HELD_BACK_ALERT}-`) &&
      state === 'firing' &&
      quietSince === null &&
      (consumer === null || concerns.name === consumer),
  );

/**
 * That a worker makes few dead letters or none of what it can't apply, and what becomes of the others. How many those are is told
 * by what the reconciliation found waiting to be tried again: the lag of a consumer doesn't count what has its time to come.
 */
export function heldBackWords(
  { concerns }: Pick<AlertSummary, 'concerns'>,
  sums: Pick<Reconciliation, 'countedAt' | 'projections'> | null,
): Phrase {
  const terms = sums?.projections.find(({ projection }) => projection === concerns.name)?.terms;
  const waiting = terms?.find(({ term }) => term === 'in-flight-retrying')?.count ?? null;
  const by = 'once the worker is rolled back, or its store put right.';
  const counted: Phrase =
    waiting === null || waiting === 0 || sums === null || sums.countedAt === null
      ? [`The others wait and are tried again; they are applied by themselves ${by}`]
      : [
          `${countOf(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} to be tried again (counted `,
          { at: sums.countedAt },
          `); ${waiting === 1 ? 'it is applied by itself' : 'they are applied by themselves'} ${by}`,
        ];
  return [
    `The worker of ${concerns.name} holds others back: most of what it meets can’t be applied, so at most ten a second become dead letters, and none once there are many. `,
    ...counted,
  ];
}
