import type { ReactNode } from 'react';
import { NotRead, type NotReadProps, type ReadQuery } from './not-read.tsx';

/** What a list shows of its query: lines while it is read, what failed, or what was read. What was known stays. */
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
