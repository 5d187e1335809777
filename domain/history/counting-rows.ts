import type { HistoryEntity, HistoryRow } from '../../contracts/ports/history-store.ts';

/** The author's row: of several actors who wrote the field that makes one an author, the one of the lowest version. */
export function authorsRow({ author }: HistoryEntity, rows: readonly HistoryRow[]): HistoryRow | undefined {
  let first: HistoryRow | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const version = row.fields[author ?? '']?.version;
    if (version === undefined || version >= lowest) continue;
    first = row;
    lowest = version;
  }
  return first;
}

/** The rows of one entity that count: all, until the author is known; then only the author's. */
export function countingRows(entity: HistoryEntity, rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const author = authorsRow(entity, rows);
  return author ? [author] : rows;
}
