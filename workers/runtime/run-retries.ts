import { setTimeout as delay } from 'node:timers/promises';
import { ensureRetryConsumer } from '../../adapters/jetstream/consume/ensure-retry-consumer.ts';
import { RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import { readRetryWork } from './read-work.ts';
import { runWork } from './run-work.ts';
import type { EpochContext } from './worker-context.ts';

/** A small batch: an event that failed before is likely to fail again, and must not delay new events. */
const BATCH = 50;
const RESTORE_MS = 1_000;

/** Applies one epoch's retries and replays until stopped, at a limited rate next to the live traffic. */
export async function runRetries(context: EpochContext): Promise<void> {
  const { link, limits, consumer, stopping, journal } = context;
  await runWork(context, {
    stream: RETRIES,
    at: undefined,
    pull: { maxEvents: BATCH, maxBytes: limits.batchMaxBytes },
    read: readRetryWork,
    async restore() {
      if (!(await context.isCurrent())) return;
      await delay(RESTORE_MS);
      await ensureRetryConsumer(link, consumer, limits);
      journal.consumerRestored({ stream: RETRIES, consumer });
    },
    async pause(events) {
      const ms = (events / limits.retryRate) * 1_000;
      await delay(ms, undefined, { signal: stopping }).catch(() => {});
    },
  });
}
