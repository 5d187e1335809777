import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../failure.tsx';
import { ListSkeleton } from './list-skeleton.tsx';

/** What a list shows of its query: lines while it is read, what failed, or what was read. What was known stays. */
export function ListBody<Data>({
  query: { data, error, refetch, isFetching },
  failure,
  lines = 10,
  children,
}: {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isFetching'> & { refetch(): unknown };
  /** What failed: `The recent commands cannot be read`. */
  failure: string;
  lines?: number;
  children(data: Data): ReactNode;
}) {
  if (data !== undefined) return children(data);
  if (error === null) return <ListSkeleton rows={lines} />;
  return <Failure title={failure} error={error} retry={() => void refetch()} retrying={isFetching} />;
}
