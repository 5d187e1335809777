import { setTimeout as delay } from 'node:timers/promises';
import { API_ERROR, ApiRefusal, apiRequest, isRefusal } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { type ConsumerLimits, ensureConsumer } from './ensure-consumer.ts';
import { projectionConsumer } from './projection-consumer.ts';

/**
 * nats-server removes a deleted consumer's files in the background. A consumer created under the same name within that time
 * loses its own (seen with 2.14.5: "meta.inf.tmp: no such file or directory", and pulls are never answered again).
 */
const AFTER_DELETION_MS = 1_000;
const PATIENCE = 20;

/**
 * Restores a consumer that does not answer; a missing one is created. If it exists but has not answered for `attempt`
 * calls in a row, or the server refuses to change it, it is broken: it is deleted and created again.
 */
export async function restoreConsumer(
  link: NatsLink,
  stream: string,
  of: { projection: string; epochId: string },
  limits: ConsumerLimits,
  attempt: number,
): Promise<void> {
  await delay(AFTER_DELETION_MS);
  if (attempt < PATIENCE) {
    try {
      await ensureConsumer(link, stream, of, limits);
      return;
    } catch (error) {
      if (!(error instanceof ApiRefusal) || isRefusal(error, API_ERROR.streamNotFound)) throw error;
    }
  }
  const consumer = projectionConsumer(of.projection, of.epochId);
  await apiRequest(link, `CONSUMER.DELETE.${stream}.${consumer}`).catch((error: unknown) => {
    if (!isRefusal(error, API_ERROR.consumerNotFound)) throw error;
  });
  await delay(AFTER_DELETION_MS);
  await ensureConsumer(link, stream, of, limits);
}
