import type { DatabaseSync } from 'node:sqlite';
import type {
  RecordedApplied,
  RecordedFailed,
  RecordedOfEvent,
} from '../../../contracts/ports/ledger-index.ts';
import type { Position } from '../../../contracts/position.ts';
import { nameReader } from './names.ts';
import { reachingInto } from './range-class.ts';
import { CLOCK_TOLERANCE_MS } from './read-applied.ts';
import type { KnownStream } from './streams.ts';

interface Epoch {
  epoch: number;
  projection: string;
  epoch_id: string;
}

const at = ['?2', '?2'] as const;

/**
 * What the ledger recorded about single events. It searches the ranges and lists that contain them, and stores nothing
 * expanded.
 */
export function recordedReader(database: DatabaseSync) {
  const nameOf = nameReader(database);
  const epochs = database.prepare(
    'SELECT epoch, projection, epoch_id FROM epochs WHERE generation = ? AND partition = ? ORDER BY epoch',
  );
  const applied = database.prepare(
    `SELECT batches.*, found.attempt, found.replay FROM (
       ${reachingInto('batch, attempt, replay', 'applied', 'epoch = ?1', at, 'AND applied_at >= ?3')}
     ) AS found JOIN batches USING (batch) ORDER BY applied_at, batch`,
  );
  const failed = database.prepare(
    'SELECT * FROM failed WHERE epoch = ? AND sequence = ? AND failed_at >= ? ORDER BY failed_at, attempt',
  );
  const accepted = database.prepare(
    `${reachingInto('process, times', 'accepted', 'generation = ?1 AND partition = ?3', at, 'AND at >= ?4')}`,
  );
  type Row = Record<string, unknown>;

  const appliedOf = ({ projection, epoch_id: epochId }: Epoch, row: Row): RecordedApplied => ({
    projection,
    epochId,
    process: nameOf(row.process),
    version: nameOf(row.version),
    fetchedAt: row.fetched_at as number,
    beganAt: row.began_at as number,
    appliedAt: row.applied_at as number,
    storeWaitMs: row.store_wait as number,
    count: row.count as number,
    deliveries: row.deliveries as number,
    again:
      row.attempt === null ? null : { attempt: row.attempt as number, replayId: row.replay as string | null },
  });

  const failedOf = ({ projection, epoch_id: epochId }: Epoch, row: Row): RecordedFailed => ({
    projection,
    epochId,
    process: nameOf(row.process),
    version: nameOf(row.version),
    failureClass: row.class as string,
    code: row.code as string,
    attempt: row.attempt as number,
    replayId: row.replay as string | null,
    fetchedAt: row.fetched_at as number,
    failedAt: row.failed_at as number,
    next: row.next as RecordedFailed['next'],
    retryAt: row.retry_at as number | null,
  });

  function acceptedOf(position: Position, since: number): RecordedOfEvent['accepted'] {
    const { generation, partition, sequence } = position;
    for (const row of accepted.iterate(generation, sequence, partition, since) as Iterable<Row>) {
      const times = JSON.parse(row.times as string) as [sequence: number, at: number, after: number][];
      const found = times.find(([each]) => each === sequence);
      if (!found) continue;
      const [, acceptedAt, after] = found;
      return { process: nameOf(row.process), acceptedAt, confirmedAt: acceptedAt + after };
    }
    return null;
  }

  const epochsOf = ({ generation, partition }: Pick<Position, 'generation' | 'partition'>) =>
    epochs.all(generation, partition) as unknown as Epoch[];

  /** The records about an event, without its acceptance. */
  function appliedAndFailed(stream: KnownStream, sequence: number, of: readonly Epoch[]) {
    const since = stream.createdAt - CLOCK_TOLERANCE_MS;
    const all = {
      applied: [] as RecordedApplied[],
      failed: [] as RecordedFailed[],
    };
    for (const epoch of of) {
      for (const row of applied.all(epoch.epoch, sequence, since)) all.applied.push(appliedOf(epoch, row));
      for (const row of failed.all(epoch.epoch, sequence, since)) all.failed.push(failedOf(epoch, row));
    }
    all.applied.sort((a, b) => a.appliedAt - b.appliedAt);
    all.failed.sort((a, b) => a.failedAt - b.failedAt);
    return all;
  }

  return {
    epochsOf,
    appliedAndFailed,
    recorded: (stream: KnownStream, position: Position): RecordedOfEvent => ({
      accepted: acceptedOf(position, stream.createdAt - CLOCK_TOLERANCE_MS),
      ...appliedAndFailed(stream, position.sequence, epochsOf(position)),
    }),
  };
}

export type RecordedReader = ReturnType<typeof recordedReader>;
