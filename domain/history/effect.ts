import type { HistoryChange, HistoryField, HistoryRow } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';

/** How a command's events change the history, and how that is proven. */
export interface HistoryEffect<Data, Part extends string = string, Value extends string = string> {
  field: HistoryField<Part, Value>;
  /** Which entity an event changes, and the values it writes. */
  write(event: { data: Data; actor: string }): Pick<HistoryChange<Part, Value>, 'key' | 'values'>;
  /** Proves a change from all rows of the entity that it changes. */
  prove(change: HistoryChange<Part, Value>, rows: readonly HistoryRow[]): Verification;
}
