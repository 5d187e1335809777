import type { HistoryRow } from '../../contracts/ports/history-store.ts';

/** Groups the rows of each entity, from rows in key order. */
export class RowGroups {
  #open: HistoryRow[] = [];

  /** Takes the next row. Returns the rows of the previous entity once they are complete. */
  add(row: HistoryRow): HistoryRow[] | undefined {
    const [first] = this.#open;
    const belongs = !first || Object.keys(row.key).every((part) => row.key[part] === first.key[part]);
    if (belongs) {
      this.#open.push(row);
      return undefined;
    }
    const complete = this.#open;
    this.#open = [row];
    return complete;
  }

  /** The rows of the last entity; empty if there were no rows. */
  end(): HistoryRow[] {
    const complete = this.#open;
    this.#open = [];
    return complete;
  }
}
