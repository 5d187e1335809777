export interface HeldRows<Row> {
  rows: readonly Row[];
  /** How many newer ones wait to be shown. */
  waiting: number;
  /** Ids of rows that are shown although they are in the list no more. */
  left: ReadonlySet<string>;
}

/**
 * What a live list shows while somebody reads it: the same rows in the same places, what they say kept up to date where
 * they are. What is new waits to be asked for; what has left stays, to be shown as having left.
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
