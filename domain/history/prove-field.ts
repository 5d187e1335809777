import type { HistoryChange, HistoryRow } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';
import { fieldIn } from './field.ts';
import { absent, applied, differingValue, differs, writtenAt } from './verdicts.ts';

/**
 * The proof for a field whose winner depends only on the version. A write that loses against a lower version has no effect
 * and counts as applied. A command that must then be rejected has its own proof.
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
