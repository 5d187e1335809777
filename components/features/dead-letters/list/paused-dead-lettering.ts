import type { AlertSummary } from '../../../../contracts/alerts.ts';
import { DEAD_LETTERING_PAUSED } from '../../../../contracts/dead-lettering-paused.ts';
import type { Reconciliation } from '../../../../contracts/reconciliation.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import type { Phrase } from '../../../ui/text/phrase.ts';

/** The firing alerts of workers that have paused dead-lettering; of one consumer's, or of all. */
export const pausedDeadLettering = (
  alerts: readonly AlertSummary[],
  consumer: string | null,
): AlertSummary[] =>
  alerts.filter(
    ({ id, state, quietSince, subject }) =>
      id.startsWith(`${DEAD_LETTERING_PAUSED}-`) &&
      state === 'firing' &&
      quietSince === null &&
      (consumer === null || subject.name === consumer),
  );

/**
 * The note that a worker has paused dead-lettering, and what happens to events it can't apply. Their number comes
 * from the reconciliation's count of events that wait for a retry, with its time.
 */
export function pausedWords(
  { subject }: Pick<AlertSummary, 'subject'>,
  sums: Pick<Reconciliation, 'countedAt' | 'projections'> | null,
): Phrase {
  const terms = sums?.projections.find(({ projection }) => projection === subject.name)?.terms;
  const waiting = terms?.find(({ term }) => term === 'in-flight-retrying')?.count ?? null;
  const counted: Phrase =
    waiting === null || waiting === 0 || sums === null || sums.countedAt === null
      ? ['The other events wait for a retry. ']
      : [
          `${countOf(waiting, 'event')} ${waiting === 1 ? 'waits' : 'wait'} for a retry (counted `,
          { at: sums.countedAt },
          '). ',
        ];
  return [
    `Dead-lettering paused: most events of ${subject.name} are failing. `,
    ...counted,
    'Fix the worker or its store: then ',
    waiting === 1
      ? 'it is applied automatically; if it can never be applied, it becomes a dead letter.'
      : 'they are applied automatically; those that can never be applied become dead letters.',
  ];
}
