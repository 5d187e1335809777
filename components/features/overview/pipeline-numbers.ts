import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import type { LiveCounters } from '../../../contracts/live.ts';
import { storedByStreams } from '../../../contracts/stored-by-streams.ts';
import { partitionsOf, type Reach, reachOf } from '../../api/models/projection-of.ts';

interface PipelineNumbers {
  /** Events stored per second; null if unknown. */
  storedPerSecond: number | null;
  log: { events: number; bytes: number } | null;
  partitions: number;
  /** How full the fullest partition is, 0 to 1; null without a limit, or if unknown. */
  fullestShare: number | null;
  projections: ProjectionNumbers[];
}

export interface ProjectionNumbers {
  projection: string;
  title: string;
  status: ConsumerStatus;
  /** Which part of it has that status. */
  reach: Reach;
  leftMs: number | null;
  lag: number | null;
  /** Processed: applied, scheduled for a retry, or dead-lettered. */
  outPerSecond: number | null;
  /** New dead letters a second; null where unknown. */
  deadLetteredPerSecond: number | null;
  drainMs: number | null;
  worst: { stream: string; consumer: string };
}

/** The numbers of the strip. `counters` and the list belong to the same moment. */
export function pipelineNumbers(
  { consumers, projections, watch }: ConsumerList,
  counters: LiveCounters | null,
): PipelineNumbers {
  const recorded = counters?.projections.known ? counters.projections : null;
  const live = recorded?.projections ?? [];
  const own = consumers.filter(({ kind, stream }) => kind === 'projection' && stream.startsWith('EVENTS-'));
  const shares = own.flatMap(({ retention }) => retention.fullShare ?? []);
  const lines = projections.map((each): ProjectionNumbers => {
    const now = live.find(({ projection }) => projection === each.projection);
    const expires = each.oldestExpiresAt === null ? Number.NaN : Date.parse(each.oldestExpiresAt);
    const left = expires - Date.parse(watch.snapshotAt ?? '');
    return {
      projection: each.projection,
      title: each.title,
      status: each.status,
      reach: reachOf(partitionsOf({ consumers }, each.projection), each.status),
      worst: each.worst,
      leftMs: Number.isNaN(left) ? null : left,
      lag: each.lag,
      outPerSecond: each.outPerSecond,
      deadLetteredPerSecond: now?.deadLetteredPerSecond ?? null,
      drainMs: each.drainMs,
    };
  });
  return {
    storedPerSecond: recorded ? recorded.storedPerSecond : storedByStreams(own),
    log: counters?.log.known ? { events: counters.log.events, bytes: counters.log.bytes } : null,
    partitions: new Set(own.map(({ stream }) => stream)).size,
    fullestShare: shares.length === 0 ? null : Math.max(...shares),
    projections: lines,
  };
}
