import { setTimeout as delay } from 'node:timers/promises';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { newestConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import type { Generation } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import { CHANNELS } from '../requests.ts';

/** Waits until the worker has acknowledged all events. Resolves to how long that took, in ms. */
export async function awaitCaughtUp(
  link: NatsLink,
  { number, partitions }: Generation,
  timeoutMs: number,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const progress = await Promise.all(
      Array.from({ length: partitions }, (_, partition) =>
        newestConsumer(link, eventStream(number, partition), historyProjection.name),
      ),
    );
    if (progress.every((at) => at?.num_pending === 0 && at.num_ack_pending === 0))
      return performance.now() - began;
    if (performance.now() - began > timeoutMs) throw new Error('the worker did not catch up');
    await delay(50);
  }
}

/** How many messages the history holds, read from the store. */
export async function countMessages(history: HistoryStore): Promise<number> {
  let count = 0;
  for (const channel of CHANNELS) count += (await history.messages(channel, 1_000_000)).length;
  return count;
}
