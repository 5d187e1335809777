export interface HeldRows<Row> {
  rows: readonly Row[];
  /** How many newer ones wait to be shown. */
  waiting: number;
  /** Ids of rows that are still shown although they have left the list. */
  left: ReadonlySet<string>;
}

/**
 * The rows of a live list while somebody reads it: the same rows in the same places, with current content. New rows
 * wait until the user asks for them; rows that have left the list stay and are marked so.
 */
export function holdRows<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  idOf: (row: Row) => string,
): HeldRows<Row> {
  const now = new Map(latest.map((row) => [idOf(row), row]));
  const ids = new Set(shown.map(idOf));
  return {
    rows: shown.map((row) => now.get(idOf(row)) ?? row),
    waiting: latest.filter((row) => !ids.has(idOf(row))).length,
    left: new Set([...ids].filter((id) => !now.has(id))),
  };
}
