import { API_ERROR, apiRequest, isRefusal } from '../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { type ConsumerLimits, ensureConsumer } from '../../adapters/jetstream/consume/ensure-consumer.ts';
import { projectionConsumer } from '../../adapters/jetstream/consume/projection-consumer.ts';
import { dropRetries } from '../../adapters/jetstream/records/retries.ts';
import { readLog } from '../../adapters/jetstream/streams/list-generations.ts';
import { eventStream, RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { Projection } from '../runtime/projection.ts';
import { readableEpoch } from './readable-epoch.ts';

/**
 * Wipes a projection's store and creates consumers for its next epoch that begin at the first event; workers find the new
 * epoch on their own. Events that they still apply for the earlier epoch do no harm: they are in the log, and are applied
 * again. If it is interrupted, run it again. It works in every state of the store; consumers of an earlier epoch that can't
 * be read are left behind. Returns the name of the epoch.
 *
 * Throws StoreFailure, LogUnavailable, ApiRefusal.
 */
export async function beginRebuild(
  link: NatsLink,
  projection: Projection,
  limits: ConsumerLimits,
): Promise<string> {
  const before = await readableEpoch(projection);
  const epochId = await projection.wipe((await readLog(link)).logId);
  for (const { number, streams } of (await readLog(link)).generations) {
    for (const partition of streams.keys()) {
      const stream = eventStream(number, partition);
      await ensureConsumer(link, stream, { projection: projection.name, epochId }, limits);
      if (before !== null) await removeConsumer(link, stream, projectionConsumer(projection.name, before));
    }
  }
  if (before !== null) {
    // Events in the retry queue are in the log too, and are applied from there.
    await removeConsumer(link, RETRIES, projectionConsumer(projection.name, before));
    await dropRetries(link, projection.name, before);
  }
  return epochId;
}

async function removeConsumer(link: NatsLink, stream: string, consumer: string): Promise<void> {
  await apiRequest(link, `CONSUMER.DELETE.${stream}.${consumer}`).catch((error: unknown) => {
    if (!isRefusal(error, API_ERROR.consumerNotFound)) throw error;
  });
}
