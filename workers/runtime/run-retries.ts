import { setTimeout as delay } from 'node:timers/promises';
import { ensureRetryConsumer } from '../../adapters/jetstream/consume/ensure-retry-consumer.ts';
import { RETRIES } from '../../adapters/jetstream/streams/stream-layout.ts';
import { readRetryWork } from './read-work.ts';
import { runWork } from './run-work.ts';
import type { EpochContext } from './worker-context.ts';

/** Few at a time: what failed before is likely to fail again, and must not stand in the way of what never did. */
const BATCH = 50;
const RESTORE_MS = 1_000;

/** Applies the retries and replays of one epoch until told to stop, at a bounded rate beside the live traffic. */
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
