import type { EncodedEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { CommandLog } from '../../commands/command-log.ts';
import type { HistoryIndexer } from '../changes/history-indexer.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import type { HoldStore, RunningPause } from './pause-store.ts';
import type { SampleOffer } from './sample-offer.ts';
import type { SampleRequests } from './sample-requests.ts';
import type { RunningSamples, SampleGateway } from './send-samples.ts';

/** What the first run is made from, and what of it goes on in this process. */
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
  /** Which projection's store is held. */
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

/** How long a store is held at most. Ms. */
export const PAUSE_MS = 45_000;
