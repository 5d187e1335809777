import type { EncodedEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { CommandLog } from '../../commands/command-log.ts';
import type { HistoryIndexer } from '../changes/history-indexer.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import type { HoldStore, RunningPause } from './pause-store.ts';
import type { SampleOffer } from './sample-offer.ts';
import type { SampleRequests } from './sample-requests.ts';
import type { RunningSamples, SampleGateway } from './send-samples.ts';

/** What the demo is made from, and its parts that run in this process. */
export interface SampleService {
  operations: DeadLetterService;
  offer: SampleOffer;
  /** Null where none are offered. */
  gateway: SampleGateway | null;
  log: CommandLog;
  acceptDeadlineMs: number;
  duplicateWindowMs: number;
  history: LagHistory;
  changes: HistoryIndexer;
  /** The projection whose store is paused. */
  projection: string;
  hold: HoldStore | { why: string };
  running: {
    requests: SampleRequests;
    traffic: RunningSamples | undefined;
    pause: RunningPause | undefined;
    /** By request, the poison that the log has not confirmed. */
    unconfirmed: Map<string, EncodedEvent>;
  };
}

/** The longest pause of a store, in ms. */
export const PAUSE_MS = 45_000;
