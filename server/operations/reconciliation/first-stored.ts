import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { AppliedRanges } from '../../../contracts/ports/applied-ranges.ts';

/**
 * The first sequence that an event of this stream can have. If the very first write to a stream fails, as on a full disk,
 * nats-server (2.14.5) counts its sequence as assigned and dropped, although it stored nothing and confirmed nothing. It looks
 * like a deleted event; but the index of the ledger, which reads every event, has no such event.
 */
export async function firstStored(
  { state, config, created }: Pick<StreamInfo, 'state' | 'config' | 'created'>,
  at: { generation: number; partition: number },
  ledger: Pick<AppliedRanges, 'named'>,
  now: number,
): Promise<number> {
  if (state.first_seq !== 2 || isOlderThanRetention(created, config.max_age as number | undefined, now))
    return 1;
  return (await ledger.named({ ...at, sequence: 1 })) === null ? 2 : 1;
}

/** Then the first event may have expired long after the index of the ledger dropped it. */
const isOlderThanRetention = (created: string, maxAge: number | undefined, now: number): boolean =>
  maxAge !== undefined && maxAge > 0 && now - Date.parse(created) >= maxAge / 1e6;
