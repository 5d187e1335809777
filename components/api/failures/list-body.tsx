import type { ReactNode } from 'react';
import { NotRead, type NotReadProps, type ReadQuery } from './not-read.tsx';

/** The state of a list: placeholder lines while it is read, the failure, or the rows. Rows that were read before stay. */
export function ListBody<Data>({
  children,
  ...read
}: Omit<NotReadProps, 'query'> & {
  query: ReadQuery & { data: Data | undefined };
  children(data: Data): ReactNode;
}) {
  const { data } = read.query;
  return data === undefined ? <NotRead {...read} /> : children(data);
}
