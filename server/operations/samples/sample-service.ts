import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { CommandLog } from '../../commands/command-log.ts';
import type { HistoryFollower } from '../changes/history-follower.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';
import type { HoldStore, RunningPause } from './pause-store.ts';
import type { SampleOffer } from './sample-offer.ts';
import type { RunningSamples, SampleGateway } from './send-samples.ts';

/** What the first run is made from, and what of it goes on in this process. */
export interface SampleService {
  operations: DeadLetterService;
  offer: SampleOffer;
  /** Null where none are offered. */
  gateway: SampleGateway | null;
  log: CommandLog;
  acceptDeadlineMs: number;
  history: LagHistory;
  changes: HistoryFollower;
  /** Which projection's store is held. */
  projection: string;
  hold: HoldStore | { why: string };
  running: {
    traffic: { requestId: string; run: RunningSamples } | undefined;
    pause: { requestId: string; run: RunningPause } | undefined;
    /** The requests whose poison was stored. */
    poisoned: Set<string>;
  };
}

/** How long a store is held at most. Ms. */
export const PAUSE_MS = 45_000;
