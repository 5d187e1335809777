import type { EncodedEvent } from '../../../adapters/jetstream/append-event.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import { SAMPLE_CHANNEL_PREFIX } from '../../../contracts/samples.ts';
import { sendMessage } from '../../../domain/send-message/command.ts';
import { encodeEvent } from '../../commands/encode-event.ts';

const channelId = `${SAMPLE_CHANNEL_PREFIX}general`;

/**
 * An event as a producer of another version would write it: a message whose text stands in `body`, not in `text`. The
 * gateway lets no such thing pass, so it goes to the log directly, which takes what it is given. No worker can apply it
 * as it is; with its field put right it is an event like any other.
 */
export function makePoison(
  { number, partitions }: { number: number; partitions: number },
  { actor, correlationId }: { actor: string; correlationId: string },
): EncodedEvent {
  const partition = partitionOf(channelId, partitions);
  const id = mintCommandId(number, partition);
  return encodeEvent({
    id,
    source: '/waybill/samples',
    command: sendMessage,
    aggregateId: channelId,
    time: new Date().toISOString(),
    correlationId,
    causationId: undefined,
    actor,
    traceparent: undefined,
    data: { channelId, messageId: id, body: 'Written by a newer version, which calls the text its body.' },
    generation: number,
    partition,
  });
}
