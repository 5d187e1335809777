import { encodeEvent } from '../adapters/jetstream/publish/encode-event.ts';
import { mintCommandId } from '../contracts/command-id.ts';
import { partitionOf } from '../contracts/partition.ts';
import { sendMessage } from '../domain/chat/send-message/command.ts';
import { openTestLink } from '../tests/engines/log.ts';
import { answerOrders } from './answer-orders.ts';
import { closedLoop } from './closed-loop.ts';
import type { Measurement } from './measure.ts';
import { CALLER, CHANNELS, TEXT } from './requests.ts';

/** A request of the bench to this process: publish with this many in flight. */
interface PublishOrder {
  inFlight: number;
  warmUpMs: number;
  durationMs: number;
}

/** Measures the log's own limit with the same client: the same events, encoded and published, without HTTP. */
const [natsUrl, generation, partitions] = process.argv.slice(2) as [string, string, string];
const { inbox } = await openTestLink(natsUrl);

function nextEvent(channelId: string) {
  const partition = partitionOf(channelId, Number(partitions));
  const id = mintCommandId(Number(generation), partition);
  return encodeEvent({
    id,
    command: sendMessage,
    aggregateId: channelId,
    time: new Date().toISOString(),
    correlationId: id,
    causationId: undefined,
    actor: CALLER,
    traceparent: undefined,
    data: { channelId, messageId: id, text: TEXT },
    generation: Number(generation),
    partition,
  });
}

async function publish(order: PublishOrder): Promise<Measurement> {
  let next = 0;
  const send = async () => {
    const event = nextEvent(CHANNELS[next++ % CHANNELS.length]!);
    const { kind } = await inbox.publish(event.subject, event.headers, event.bytes, 5_000);
    return kind === 'stored' ? 'accepted' : 'failed';
  };
  return closedLoop(new Array(order.inFlight).fill(send), order);
}

answerOrders(publish);
