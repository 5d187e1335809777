import type { EncodedEvent } from '../../adapters/jetstream/publish/append-event.ts';
import { encodeEvent } from '../../adapters/jetstream/publish/encode-event.ts';
import { mintCommandId } from '../../contracts/command-id.ts';
import { partitionOf } from '../../contracts/partition.ts';
import { sendMessage } from '../../domain/chat/send-message/command.ts';

interface UnfitMessage {
  channelId: string;
  actor: string;
  correlationId: string;
  body: string;
}

/** A message as no worker can apply it: its text is in the field `body`, not in `text`. The gateway accepts no such event. */
export function encodeUnfitMessage(
  generation: { number: number; partitions: number },
  { channelId, actor, correlationId, body }: UnfitMessage,
): EncodedEvent {
  const partition = partitionOf(channelId, generation.partitions);
  const id = mintCommandId(generation.number, partition);
  return encodeEvent({
    id,
    command: sendMessage,
    aggregateId: channelId,
    time: new Date().toISOString(),
    correlationId,
    causationId: undefined,
    actor,
    traceparent: undefined,
    data: { channelId, messageId: id, body },
    generation: generation.number,
    partition,
  });
}
