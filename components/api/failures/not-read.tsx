import type { UseQueryResult } from '@tanstack/react-query';
import { ListSkeleton } from '../../ui/table/list-skeleton.tsx';
import { Failure } from './failure.tsx';

export type ReadQuery = Pick<UseQueryResult, 'error' | 'isFetching'> & { refetch(): unknown };

export interface NotReadProps {
  query: ReadQuery;
  /** What failed: `The recent commands cannot be read`. */
  failure: string;
  lines?: number;
}

/** In place of data that was never read yet: placeholder lines while the read runs, or the failure. */
export function NotRead({ query: { error, refetch, isFetching }, failure, lines = 10 }: NotReadProps) {
  if (error === null) return <ListSkeleton rows={lines} />;
  return <Failure title={failure} error={error} retry={() => void refetch()} retrying={isFetching} />;
}
