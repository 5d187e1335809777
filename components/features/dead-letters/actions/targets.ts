import type { EntryActRequest } from '../../../../contracts/dead-letter-acts.ts';
import type { FilterQuery } from '../../../../contracts/dead-letter-queries.ts';
import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';
import { countOf, formatCount } from '../../../ui/format/count.ts';

/** On what somebody acts: one entry, the ticked ones, or all that match a filter now. */
export type Target =
  | { of: 'one'; letter: DeadLetterSummary }
  | { of: 'ticked'; letters: readonly DeadLetterSummary[] }
  | { of: 'matching'; filter: FilterQuery; count: number; what: string; failures: readonly LastFailure[] };

export type EntryActKind = EntryActRequest['kind'];

/** An act that was asked for, before it is decided on. */
export interface AskedAct {
  kind: EntryActKind | 'replay' | 'edit';
  target: Target;
}

export const countOfTarget = (target: Target): number =>
  target.of === 'one' ? 1 : target.of === 'ticked' ? target.letters.length : target.count;

/** The last failures of what is meant and open: of a filter, those that are shown. */
export const failuresOf = (target: Target): readonly LastFailure[] =>
  target.of === 'matching' ? target.failures : openOf(target.of === 'one' ? [target.letter] : target.letters);

/** What is not open is replayed by nobody. */
export const openOf = (letters: readonly DeadLetterSummary[]): readonly DeadLetterSummary[] =>
  letters.filter(({ state }) => state === 'open');

export const nounOf = (target: Target): string =>
  target.of === 'one' ? 'this dead letter' : countOf(countOfTarget(target), 'dead letter');

/** Whom it touches: `3 dead letters of history, in 2 channels.` */
export function reachOf(target: Target): string {
  if (target.of === 'matching')
    return `All ${formatCount(target.count)} ${target.what} that match when it begins.`;
  const letters = target.of === 'one' ? [target.letter] : target.letters;
  const consumers = [...new Set(letters.map(({ consumer }) => consumer))];
  const channels = new Set(letters.flatMap(({ subject }) => subject ?? []));
  const [only] = channels;
  const where =
    channels.size === 0
      ? ''
      : channels.size === 1
        ? `, on ${only}`
        : `, in ${countOf(channels.size, 'channel')}`;
  return `${countOf(letters.length, 'dead letter')} of ${consumers.join(', ')}${where}.`;
}
