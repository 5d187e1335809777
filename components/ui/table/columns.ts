import type { ReactNode } from 'react';

/**
 * Where a column is when a row is an item of two lines, below 640 px:
 * `mark` and `title` begin the first line, `count` ends it; `below` begins the second, `time` ends it.
 */
type PhonePlace = 'mark' | 'title' | 'count' | 'below' | 'time' | 'hidden';

export interface ListColumn<Row> {
  id: string;
  head: ReactNode;
  cell(row: Row): ReactNode;
  phone: PhonePlace;
  /** The width as a class, such as `w-34`; the column without one takes what is left. Also which widths hide it. */
  className?: string;
  /** Numbers, counts, durations: at the right. */
  numeric?: boolean;
  /** By what the server or the page sorts this column. */
  sortBy?: string;
  /** Shown beside a drawer, where there is room for four. */
  beside?: boolean;
}

export interface ListSort {
  by: string;
  descending: boolean;
}
