import { setInterval } from 'node:timers';
import type { ReportChange } from '../../../adapters/jetstream/publish/change-reporter.ts';
import { HEARTBEAT_MISSING_MS, HEARTBEAT_MS } from '../../../contracts/heartbeat.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { timeInWords } from '../../../contracts/words/duration.ts';
import type { HistoryIndexer } from '../changes/history-indexer.ts';
import type { HeartbeatListener } from './heartbeat-listener.ts';
import { returnedProcesses, silentProcesses } from './silent-processes.ts';

const KINDS = ['process-started', 'process-stopped', 'process-silent', 'process-returned'] as const;
/** How many starts and ends to read, and how far back: older processes ended long ago. */
const MOST = 500;
const LOOKED_BACK_MS = 30 * 86_400_000;

/**
 * Follows the starts and ends of processes in the log. Tells the listener which workers ran before this service, and reports,
 * once, each process that fell silent without reporting its stop, such as one that was killed without a supervisor, and each
 * that came back. Several operations services report it under the same id.
 */
export function watchProcesses(options: {
  heartbeats: HeartbeatListener;
  history: LagHistory;
  changes: HistoryIndexer;
  report: ReportChange;
  onFailure(error: unknown): void;
}): { stop(): void } {
  const { heartbeats, history, changes, report } = options;
  let isLooking = false;

  async function look(): Promise<void> {
    await changes.catchUp('CHANGES');
    const read = await history.changes(
      { kinds: [...KINDS], from: Date.now() - LOOKED_BACK_MS },
      { limit: MOST },
    );
    const found = read.map(({ change }) => change);
    heartbeats.lastWorkers.recall(found);
    if (!heartbeats.isCertain) return;
    const connected = heartbeats
      .processes()
      .map(({ heartbeat: { role, process, version, startedAt, worker } }) => ({
        role: worker ? `worker:${worker.projection}` : role,
        process,
        version,
        startedAt,
      }));
    for (const { sinceId, ...process } of silentProcesses(found, connected)) {
      const why = `no heartbeat for ${timeInWords(HEARTBEAT_MISSING_MS)} and no report of a stop: it was killed, hangs, or can’t reach the log`;
      report.report({ kind: 'process-silent', ...process, why }, { id: `silent ${sinceId}` });
    }
    for (const { silentAt, ...process } of returnedProcesses(found, connected)) {
      const why = 'it sends heartbeats again, so it was not killed';
      const id = `returned ${process.role} ${process.process} ${Date.parse(silentAt)}`;
      report.report({ kind: 'process-returned', ...process, why }, { id });
    }
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(options.onFailure)
      .finally(() => {
        isLooking = false;
      });
  }, HEARTBEAT_MS);
  return { stop: () => clearInterval(timer) };
}
