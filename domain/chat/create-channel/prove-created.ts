import type { HistoryChange, HistoryRow } from '../../../contracts/ports/history-store.ts';
import type { Verification } from '../../../contracts/verification.ts';
import { fieldIn } from '../../history/field.ts';
import { proveField } from '../../history/prove-field.ts';
import { differingValue, rejected } from '../../history/verdicts.ts';
import { created } from './created.ts';

/** A later creation is rejected, unless it has the same values. */
export function proveCreated(
  change: HistoryChange<'channelId', 'title' | 'creator'>,
  rows: readonly HistoryRow[],
): Verification {
  const found = fieldIn(rows[0], created);
  if (found && found.version < change.version && differingValue(change, found.values))
    return rejected('channel-exists', `The channel ${change.key.channelId} was created before.`);
  return proveField(change, rows);
}
