import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { SearchLimits } from '../../../adapters/jetstream/records/find-event.ts';
import type { ReplaySource } from '../../../contracts/ports/replay-source.ts';
import type { Tracing } from '../../../platform/telemetry/start-telemetry.ts';
import type { CommandLog } from '../../commands/command-log.ts';
import type { ReadableProjection } from '../../status/readable-projection.ts';
import type { ReplayLog } from './replay-log.ts';
import type { ReplayPlans } from './replay-plans.ts';

/** The dependencies of replays. */
export interface ReplayService {
  link: NatsLink;
  inbox: AckInbox;
  /** Where edited events are published. */
  log: CommandLog;
  search: SearchLimits;
  replays: ReplayLog;
  source: ReplaySource;
  plans: ReplayPlans;
  projections: ReadonlyMap<string, ReadableProjection>;
  /** Absent or undefined: replays are not traced. */
  tracing?: Tracing | undefined;
  publishTimeoutMs: number;
  acceptDeadlineMs: number;
  /** How many dead letters of all replays may be under way at once. */
  replayMaxUnderWay: number;
  /** Why no worker of a projection applies what is sent; null while one does, or that is unknown. */
  whyNoWorker(projection: string): string | null;
  /** The part of a replay that its actions don't record: why it is waiting now. */
  waits: Map<string, string>;
}
