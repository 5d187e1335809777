import type { HeartbeatListener, WorkedOn } from '../heartbeats/heartbeat-listener.ts';
import type { LastWorker } from '../heartbeats/last-workers.ts';

/** The report of a consumer's workers. */
export interface WorkersReport {
  /** The number of connected workers; null if silence proves nothing. */
  workers: number | null;
  /** The last one, also if none is connected; null if none is known. */
  last: LastWorker | null;
  storeDown: boolean;
  storeWhy: string | null;
  /** Whether all of those limit their dead letters, because most events fail. */
  braked: boolean;
  /** Events applied and attempts failed since this process started to listen; null if no worker reports it. */
  applied: number | null;
  failed: number | null;
}

export const NOTHING_REPORTED: WorkersReport = {
  workers: null,
  last: null,
  storeDown: false,
  storeWhy: null,
  braked: false,
  applied: null,
  failed: null,
};

/** What the workers of a consumer report; nothing for consumers that are not Waybill's. */
export function reportOfWorkers(heartbeats: HeartbeatListener, of: WorkedOn): WorkersReport {
  const connected = heartbeats.workersOn(of);
  const done = of.projection === null ? undefined : heartbeats.doneOn(of.consumer);
  const work = {
    last: of.projection === null ? null : heartbeats.lastWorkers.of(of.projection),
    applied: done?.applied ?? null,
    failed: done?.failed ?? null,
  };
  if (connected.length === 0) {
    const workers = of.projection !== null && heartbeats.isCertain ? 0 : null;
    return { ...NOTHING_REPORTED, workers, ...work };
  }
  const down = connected.filter(({ heartbeat }) => heartbeat.worker.circuit !== 'closed');
  // One worker that can write does the work of all.
  const storeDown = down.length === connected.length;
  return {
    workers: connected.length,
    storeDown,
    storeWhy: storeDown ? (down[0]?.heartbeat.worker.storeDownWhy ?? null) : null,
    braked: connected.every(({ heartbeat }) => heartbeat.worker.brake !== 'off'),
    ...work,
  };
}
