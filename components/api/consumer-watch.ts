import type { ConsumerList } from '../../contracts/consumers.ts';
import type { Liveness } from './live/liveness.tsx';
import { livenessOf, missingLog } from './liveness-of.ts';
import { OperationsFailure } from './read-answer.ts';

interface Read {
  data: { watch: Pick<ConsumerList['watch'], 'current' | 'snapshotAt' | 'why'> } | undefined;
  dataUpdatedAt: number;
  error: Error | null;
  errorUpdatedAt: number;
}

/** The time of an answer about consumers: that of its last round; before the first round, that of the read. */
export const asOf = ({ data, dataUpdatedAt }: Pick<Read, 'data' | 'dataUpdatedAt'>): string | null =>
  data === undefined ? null : (data.watch.snapshotAt ?? new Date(dataUpdatedAt).toISOString());

/** Since when the shown data is out of date: the answer is late, or the log can't be read. Null while it is current. */
export const staleSinceOf = (query: Read): string | null =>
  query.error !== null || query.data?.watch.current === false ? asOf(query) : null;

/** What is missing: the answer, or the log it should describe. The banner shows it on every page. */
export const watchError = ({ data, error }: Pick<Read, 'data' | 'error'>): Error | null =>
  error ?? (data?.watch.current === false ? new OperationsFailure(503, null, data.watch.why) : null);

/** An answer can arrive in time and still hold old data: while the log can't be read, the answer says so. */
export function watchLiveness(query: Read, everyMs: number, live: boolean): Liveness | null {
  const { data, error, errorUpdatedAt } = query;
  const readAt = asOf(query);
  if (error === null && data?.watch.current === false) {
    return {
      kind: 'stale',
      since: readAt,
      now: new Date().toISOString(),
      why: missingLog(data.watch.why ?? ''),
    };
  }
  return livenessOf({ data: readAt === null ? undefined : { readAt }, error, errorUpdatedAt }, everyMs, live);
}
