import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ListColumn, ListSort } from './columns.ts';
import styles from './data-table.module.css';

/** A column's head; a button where the list can be sorted by it. */
export function HeadCell<Row>({
  column: { head, className = '', numeric = false, sortBy, beside = false, phone },
  sort,
  onSort,
}: {
  column: ListColumn<Row>;
  sort: ListSort | undefined;
  onSort: ((by: string) => void) | undefined;
}) {
  const sorted = sortBy !== undefined && sort?.by === sortBy ? sort : undefined;
  const Arrow = sorted?.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={className}
      data-numeric={numeric}
      data-beside={beside}
      data-phone={phone}
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
    >
      {sortBy !== undefined && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(sortBy)}>
          <span className="truncate">{head}</span>
          {sorted && <Arrow size={12} strokeWidth={1.5} aria-hidden="true" />}
        </button>
      ) : (
        head
      )}
    </th>
  );
}
