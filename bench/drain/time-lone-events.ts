import { setTimeout as delay } from 'node:timers/promises';
import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { readMessage } from '../../domain/chat/message.ts';
import type { FilledLog } from './fill-log.ts';
import { makeEvents } from './make-events.ts';

/**
 * How long a single event takes on an idle system, in ms: from the log's confirmation until a read finds it. Polls
 * every millisecond, so the time includes one read.
 */
export async function timeLoneEvents(
  link: NatsLink,
  log: FilledLog,
  store: HistoryStore,
  count: number,
): Promise<number[]> {
  const inbox = new AckInbox(link);
  const times: number[] = [];
  const workload = { events: 2 * count + 8, channels: 1, shape: 'uniform' } as const;
  for (const event of makeEvents(workload, log.generation, log.partitions)) {
    const { type, data } = JSON.parse(Buffer.from(event.bytes).toString()) as {
      type: string;
      data: { channelId: string; messageId: string };
    };
    if (type !== 'chat.message-sent.v1') continue;
    await delay(20);
    await inbox.publish(event.subject, event.headers, event.bytes, 5_000);
    const confirmed = performance.now();
    while (!(await readMessage(store, data.channelId, data.messageId))) await delay(1);
    times.push(performance.now() - confirmed);
    if (times.length === count) break;
  }
  inbox.close();
  return times;
}
