import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { HistoryIndexer } from '../changes/history-indexer.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
import type { ConsumerWatch } from './consumer-watch.ts';

/** The dependencies of the answers about consumers, and of actions on them. */
export interface ConsumerService {
  watch: ConsumerWatch;
  heartbeats: HeartbeatListener;
  history: LagHistory;
  changes: HistoryIndexer;
  /** Actions are stored and read back with these. */
  operations: Omit<DeadLetterService, 'status'>;
  /** The title of each projection, by its name. */
  titles: ReadonlyMap<string, string>;
  consumerSnapshotMs: number;
  consumerWindow: number;
}
