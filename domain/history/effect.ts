import type { HistoryChange, HistoryField, HistoryRow } from '../../contracts/ports/history-store.ts';
import type { Verification } from '../../contracts/verification.ts';

/** What the events of a command do to the history, and how it is known that they did. */
export interface HistoryEffect<Data, Part extends string = string, Value extends string = string> {
  field: HistoryField<Part, Value>;
  /** Which entity an event changes, and the values it writes. */
  write(event: { data: Data; actor: string }): Pick<HistoryChange<Part, Value>, 'key' | 'values'>;
  /** What became of a change, judged from all rows of the entity that it changes. */
  prove(change: HistoryChange<Part, Value>, rows: readonly HistoryRow[]): Verification;
}
