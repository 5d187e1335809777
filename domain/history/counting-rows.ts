import type { HistoryEntity, HistoryRow } from '../../contracts/ports/history-store.ts';

/** The author's row. If several actors wrote the field that makes an author, the lowest version wins. */
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

/** The rows of an entity that count: all of them until the author is known, then only the author's. */
export function countingRows(entity: HistoryEntity, rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const author = authorsRow(entity, rows);
  return author ? [author] : rows;
}
