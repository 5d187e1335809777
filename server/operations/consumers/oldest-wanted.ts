import type { ListedConsumer } from '../../../adapters/jetstream/consume/list-consumers.ts';
import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { RETRIES } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { OldestWanted } from './oldest-events.ts';

/**
 * Where to look up a consumer's oldest unprocessed event; undefined if it has none. With nothing ack pending, that event is
 * among the pending ones: with a limit on deliveries, the ack floor stays behind events that the server abandoned.
 */
export function oldestWanted(
  info: ListedConsumer,
  { config, state, created }: StreamInfo,
): OldestWanted | undefined {
  const { stream_name: stream, name, ack_floor, delivered, num_ack_pending, num_pending } = info;
  // A copy in RETRIES is younger than its event: WaitingRetries knows the event's own time.
  if (stream === RETRIES || num_pending + num_ack_pending === 0) return undefined;
  const { filter_subject: one, filter_subjects: several } = info.config;
  return {
    key: `${stream} ${name} ${created} ${info.created}`,
    stream,
    allowsDirect: config.allow_direct === true,
    filters: several ?? (one ? [one] : []),
    from: (num_ack_pending > 0 ? ack_floor : delivered).stream_seq + 1,
    firstSequence: state.first_seq,
  };
}
