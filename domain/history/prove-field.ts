import type { HistoryChange, HistoryRow } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';
import { fieldIn } from './field.ts';
import { absent, applied, differingValue, differs, writtenAt } from './verdicts.ts';

/**
 * The proof for a field whose winning write is decided by its version alone. A write that a lower version keeps out has no
 * effect and counts as applied: a command that must be rejected then has a proof of its own.
 */
export function proveField(change: HistoryChange, [row]: readonly HistoryRow[]): Verification {
  const { field, version } = change;
  const found = fieldIn(row, field);
  if (!found) return absent;
  if (found.version === version) {
    const other = differingValue(change, found.values);
    return other === undefined ? applied(writtenAt(found, version)) : differs(`the ${other}`);
  }
  const isNewer = found.version > version;
  if (field.wins === 'highest') return isNewer ? applied(null, found.version) : absent;
  return isNewer ? absent : applied(null);
}
