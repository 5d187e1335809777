import type { ReactNode } from 'react';

/**
 * The place of a column below 640 px, where a row has two lines: `mark` and `title` begin the first line, `count`
 * ends it; `below` begins the second, `time` ends it.
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
  /** The sort key of this column, for the server or the page. */
  sortBy?: string;
  /** Shown beside a drawer, where there is room for four. */
  beside?: boolean;
}

export interface ListSort {
  by: string;
  descending: boolean;
}
