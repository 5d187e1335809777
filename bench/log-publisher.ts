import { AckInbox } from '../adapters/jetstream/connection/ack-inbox.ts';
import { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { encodeEvent } from '../adapters/jetstream/publish/encode-event.ts';
import { mintCommandId } from '../contracts/command-id.ts';
import { partitionOf } from '../contracts/partition.ts';
import { sendMessage } from '../domain/chat/send-message/command.ts';
import { natsTargetOf } from '../platform/configuration/nats-target.ts';
import { Latencies, type Measurement } from './measure.ts';
import { CALLER, CHANNELS, TEXT } from './requests.ts';

/** A request of the bench to this process: publish with this many in flight. */
interface PublishOrder {
  inFlight: number;
  warmUpMs: number;
  durationMs: number;
}

/** Measures the log's own limit with the same client: the same events, encoded and published, without HTTP. */
const [natsUrl, generation, partitions] = process.argv.slice(2) as [string, string, string];
const link = new NatsLink({
  target: natsTargetOf({ natsUrl: natsUrl }),
  name: 'bench-publisher',
  connectTimeoutMs: 2_000,
  pingIntervalMs: 2_000,
  requestTimeoutMs: 2_000,
});
const inbox = new AckInbox(link);

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
  const latencies = new Latencies();
  const began = performance.now() + order.warmUpMs;
  const until = began + order.durationMs;
  let accepted = 0;
  let answered = 0;
  let failed = 0;
  let next = 0;
  const lane = async () => {
    for (let sentAt = performance.now(); sentAt < until; ) {
      const event = nextEvent(CHANNELS[next++ % CHANNELS.length]!);
      const outcome = await inbox.publish(event.subject, event.headers, event.bytes, 5_000);
      const now = performance.now();
      answered += 1;
      if (sentAt >= began && now <= until) {
        if (outcome.kind === 'stored') accepted += 1;
        else failed += 1;
        latencies.add(now - sentAt);
      }
      sentAt = now;
    }
  };
  await Promise.all(Array.from({ length: order.inFlight }, lane));
  return {
    accepted,
    answered,
    failed,
    overdue: 0,
    seconds: order.durationMs / 1_000,
    ...latencies.summary(),
  };
}

process.on('message', (order: PublishOrder) => {
  publish(order).then(
    (measurement) => process.send?.({ measurement }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
if (!(await link.whenUp(5_000))) throw new Error(`no connection to ${natsUrl}`);
process.send?.({ type: 'ready' });
