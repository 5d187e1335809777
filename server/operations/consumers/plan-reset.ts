import { messageSince } from '../../../adapters/jetstream/connection/message-since.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { ConsumerInfo } from '../../../adapters/jetstream/consume/consumer-progress.ts';
import { countPending } from '../../../adapters/jetstream/streams/count-pending.ts';
import { type StreamInfo, streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { consumerRoutes } from '../../../contracts/routes/operations/consumers.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { ProblemError } from '../../http/problem-error.ts';

/** The parsed request of a reset; a time is Unix ms. */
export type RequestedReset = Input<(typeof consumerRoutes)['reset-consumer']>['body'];

export interface ResetPlan {
  /** The first event it would be delivered without the reset. */
  from: number;
  /** The first event it would be delivered after the reset. */
  to: number;
  /** How many acknowledged events it would get again. */
  again: number;
  /** How many unacknowledged events it would never get. */
  skipped: number;
  /**
   * False if events beyond the first unacknowledged one are acknowledged, and only bounds are known: then these are the
   * maximum.
   */
  isExact: boolean;
}

/** What a reset would do, counted by the server. Throws ProblemError, LogUnavailable, ApiRefusal. */
export async function planReset(
  link: NatsLink,
  stream: string,
  info: ConsumerInfo,
  request: RequestedReset,
): Promise<ResetPlan> {
  const log = await streamInfo(link, stream);
  if (!log) throw new ProblemError('consumer-unknown', `The log has no stream ${stream}.`);
  refuseUnfit(info, log);
  const to = await placeOf(link, log, request.to);
  const { filter_subject: one, filter_subjects: several } = info.config;
  const filters = several ?? (one ? [one] : []);
  const count = (sequence: number) => countPending(link, stream, sequence, filters);
  const { num_pending: pending, num_ack_pending: held } = info;
  const floor = info.ack_floor.stream_seq;
  const delivered = info.delivered.stream_seq;
  const from = (held > 0 ? floor : delivered) + 1;
  const beyond = await count(to);
  const lag = pending + held;
  if (to <= from) return { from, to, again: Math.max(0, beyond - lag), skipped: 0, isExact: true };
  if (to > delivered) return { from, to, again: 0, skipped: Math.max(0, lag - beyond), isExact: true };
  // Between the ack floor and the newest delivered event, the server does not say which are acknowledged.
  const passed = Math.max(0, (await count(from)) - beyond);
  const heldBeyond = Math.max(0, held - passed);
  return {
    from,
    to,
    again: Math.max(0, beyond - pending - heldBeyond),
    skipped: Math.min(held, passed),
    isExact: false,
  };
}

/** Refuses what the server would refuse (ADR-60), or what would have no effect. */
function refuseUnfit({ config }: ConsumerInfo, log: StreamInfo): void {
  const refuse = (detail: string): never => {
    throw new ProblemError('not-resettable', detail);
  };
  if (log.config.retention !== 'limits' && log.config.retention !== undefined) {
    refuse('The stream drops acknowledged events: there is nothing to go back to.');
  }
  const policy = config.deliver_policy ?? 'all';
  if (!['all', 'by_start_sequence', 'by_start_time'].includes(policy)) {
    refuse(
      `A consumer with the deliver policy “${policy}” can’t be moved to a position. Create another consumer.`,
    );
  }
}

async function placeOf(link: NatsLink, log: StreamInfo, to: RequestedReset['to']): Promise<number> {
  const { first_seq: first, last_seq: last } = log.state;
  if (to === 'first') return Math.max(1, first);
  if (to === 'end') return last + 1;
  if ('sequence' in to) {
    if (to.sequence <= last + 1) return Math.max(first, to.sequence, 1);
    throw new ProblemError('not-resettable', `The stream ends at ${last}.`);
  }
  const message = await messageSince(link, log.config.name, new Date(to.time).toISOString());
  return message?.sequence ?? last + 1;
}
