import type { HeartbeatListener } from './heartbeat-listener.ts';
import type { LastWorker } from './last-workers.ts';

/** A sentence that no worker is connected, with the last one, to say where to look. `last`: null if none is known. */
export function noWorkerSentence(last: LastWorker | null): string {
  if (last === null) return 'No worker is connected, and no earlier one is known.';
  const at = last.process.lastIndexOf(':');
  const [host, pid] = [last.process.slice(0, at), last.process.slice(at + 1)];
  return `No worker is connected. The last one was process ${pid} on ${host}.`;
}

/** The same for one projection; null while a worker is connected, or silence proves nothing. */
export function whyNoWorker(heartbeats: HeartbeatListener, projection: string): string | null {
  if (!heartbeats.isCertain) return null;
  const works = heartbeats.processes().some(({ heartbeat }) => heartbeat.worker?.projection === projection);
  return works ? null : noWorkerSentence(heartbeats.lastWorkers.of(projection));
}
