import type { DatabaseSync } from 'node:sqlite';
import type { ToldApplied, ToldFailed, ToldOfEvent } from '../../../contracts/ports/ledger-index.ts';
import type { Position } from '../../../contracts/position.ts';
import { nameReader } from './names.ts';
import { reachingInto } from './range-class.ts';
import { CLOCK_TOLERANCE_MS } from './read-applied.ts';
import type { KnownStream } from './streams.ts';

interface Filling {
  filling: number;
  projection: string;
  build_id: string;
}

const at = ['?2', '?2'] as const;

/** What the ledger tells of single events: the ranges and lists that hold them are looked into, nothing is kept expanded. */
export function toldReader(database: DatabaseSync) {
  const nameOf = nameReader(database);
  const fillings = database.prepare(
    'SELECT filling, projection, build_id FROM fillings WHERE generation = ? AND partition = ? ORDER BY filling',
  );
  const applied = database.prepare(
    `SELECT batches.*, found.attempt, found.replay FROM (
       ${reachingInto('batch, attempt, replay', 'applied', 'filling = ?1', at, 'AND applied_at >= ?3')}
     ) AS found JOIN batches USING (batch) ORDER BY applied_at, batch`,
  );
  const failed = database.prepare(
    'SELECT * FROM failed WHERE filling = ? AND sequence = ? AND failed_at >= ? ORDER BY failed_at, attempt',
  );
  const accepted = database.prepare(
    `${reachingInto('process, times', 'accepted', 'generation = ?1 AND partition = ?3', at, 'AND at >= ?4')}`,
  );
  type Row = Record<string, unknown>;

  const appliedOf = ({ projection, build_id: buildId }: Filling, row: Row): ToldApplied => ({
    projection,
    buildId,
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

  const failedOf = ({ projection, build_id: buildId }: Filling, row: Row): ToldFailed => ({
    projection,
    buildId,
    process: nameOf(row.process),
    version: nameOf(row.version),
    failureClass: row.class as string,
    code: row.code as string,
    attempt: row.attempt as number,
    replayId: row.replay as string | null,
    fetchedAt: row.fetched_at as number,
    failedAt: row.failed_at as number,
    next: row.next as ToldFailed['next'],
    retryAt: row.retry_at as number | null,
  });

  function acceptedOf(position: Position, since: number): ToldOfEvent['accepted'] {
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

  const fillingsOf = ({ generation, partition }: Pick<Position, 'generation' | 'partition'>) =>
    fillings.all(generation, partition) as unknown as Filling[];

  /** What was told of an event, without its acceptance. */
  function appliedAndFailed(stream: KnownStream, sequence: number, of: readonly Filling[]) {
    const since = stream.createdAt - CLOCK_TOLERANCE_MS;
    const all = {
      applied: [] as ToldApplied[],
      failed: [] as ToldFailed[],
    };
    for (const filling of of) {
      for (const row of applied.all(filling.filling, sequence, since))
        all.applied.push(appliedOf(filling, row));
      for (const row of failed.all(filling.filling, sequence, since)) all.failed.push(failedOf(filling, row));
    }
    all.applied.sort((a, b) => a.appliedAt - b.appliedAt);
    all.failed.sort((a, b) => a.failedAt - b.failedAt);
    return all;
  }

  return {
    fillingsOf,
    appliedAndFailed,
    told: (stream: KnownStream, position: Position): ToldOfEvent => ({
      accepted: acceptedOf(position, stream.createdAt - CLOCK_TOLERANCE_MS),
      ...appliedAndFailed(stream, position.sequence, fillingsOf(position)),
    }),
  };
}

export type ToldReader = ReturnType<typeof toldReader>;
