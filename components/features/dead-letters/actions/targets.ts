import type { DeadLetterActionRequest } from '../../../../contracts/dead-letter-actions.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import type { DeadLetterFilterSent } from '../../../../contracts/routes/operations/dead-letter-filter.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';

/** The target of an action: one dead letter, the ticked ones, or all that match a filter now. */
export type Target =
  | { of: 'one'; deadLetter: DeadLetterSummary }
  | { of: 'ticked'; deadLetters: readonly DeadLetterSummary[] }
  | {
      of: 'matching';
      filter: DeadLetterFilterSent;
      count: number;
      what: string;
      failures: readonly LastFailure[];
    };

export type DeadLetterActionKind = DeadLetterActionRequest['kind'];

/** An action that the operator chose and has not confirmed yet. */
export interface ChosenAction {
  kind: DeadLetterActionKind | 'replay' | 'edit';
  target: Target;
}

export const countOfTarget = (target: Target): number =>
  target.of === 'one' ? 1 : target.of === 'ticked' ? target.deadLetters.length : target.count;

/** The last failures of the open dead letters of a target; for a filter, of those that are shown. */
export const failuresOf = (target: Target): readonly LastFailure[] =>
  target.of === 'matching'
    ? target.failures
    : openOf(target.of === 'one' ? [target.deadLetter] : target.deadLetters);

/** Only open dead letters are replayed. */
export const openOf = (deadLetters: readonly DeadLetterSummary[]): readonly DeadLetterSummary[] =>
  deadLetters.filter(({ state }) => state === 'open');

export const nounOf = (target: Target): string =>
  target.of === 'one' ? 'this dead letter' : countOf(countOfTarget(target), 'dead letter');

/** What a target affects: `3 dead letters of history, in 2 channels.` */
export function reachOf(target: Target): string {
  if (target.of === 'matching')
    return `All ${formatCount(target.count)} ${target.what} that match when it begins.`;
  const deadLetters = target.of === 'one' ? [target.deadLetter] : target.deadLetters;
  const consumers = [...new Set(deadLetters.map(({ consumer }) => consumer))];
  const channels = new Set(deadLetters.flatMap(({ subject }) => subject ?? []));
  const [only] = channels;
  const where =
    channels.size === 0
      ? ''
      : channels.size === 1
        ? `, on ${only}`
        : `, in ${countOf(channels.size, 'channel')}`;
  return `${countOf(deadLetters.length, 'dead letter')} of ${consumers.join(', ')}${where}.`;
}
