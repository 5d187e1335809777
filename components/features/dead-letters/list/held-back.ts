import type { AlertSummary } from '../../../../contracts/alerts.ts';
import { DEAD_LETTERING_PAUSED } from '../../../../contracts/dead-lettering-paused.ts';
import type { Reconciliation } from '../../../../contracts/reconciliation.ts';
import { countOf } from '../../../ui/format/count.ts';
import type { Phrase } from '../../../ui/text/phrase.ts';

/** The alerts of workers that hold dead letters back now; of one consumer's, or of all. */
export const holdingBack = (alerts: readonly AlertSummary[], consumer: string | null): AlertSummary[] =>
  alerts.filter(
    ({ id, state, quietSince, concerns }) =>
      id.startsWith(`${DEAD_LETTERING_PAUSED}-`) &&
      state === 'firing' &&
      quietSince === null &&
      (consumer === null || concerns.name === consumer),
  );

/**
 * That a worker makes few dead letters or none of what it can't apply, and what becomes of the others. How many those are is told
 * by what the reconciliation found waiting to be tried again, with the time at which it was counted.
 */
export function heldBackWords(
  { concerns }: Pick<AlertSummary, 'concerns'>,
  sums: Pick<Reconciliation, 'countedAt' | 'projections'> | null,
): Phrase {
  const terms = sums?.projections.find(({ projection }) => projection === concerns.name)?.terms;
  const waiting = terms?.find(({ term }) => term === 'in-flight-retrying')?.count ?? null;
  const counted: Phrase =
    waiting === null || waiting === 0 || sums === null || sums.countedAt === null
      ? ['The others wait to be tried again. ']
      : [
          `${countOf(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} to be tried again (counted `,
          { at: sums.countedAt },
          '). ',
        ];
  return [
    `The worker of ${concerns.name} holds dead letters back: it can’t apply most of what it meets. `,
    ...counted,
    'Once the worker or its store is put right, ',
    waiting === 1
      ? 'it is applied by itself; if it is wrong, it becomes a dead letter.'
      : 'they are applied by themselves; those that are wrong become dead letters.',
  ];
}
