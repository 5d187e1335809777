import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import type { CassandraLink } from './cassandra-link.ts';
import type { Write } from './plan-writes.ts';

/** Resolves when all batches are written, several at once. After the first failure it begins no further batch. */
export async function writeBatches(
  batches: readonly Write[][],
  link: CassandraLink,
  maxInFlight: number,
  expired: () => boolean,
): Promise<void> {
  let next = 0;
  let failed = false;
  const send = async () => {
    for (let batch = batches[next++]; batch && !failed; batch = batches[next++]) {
      try {
        if (expired())
          throw new StoreFailure(
            'outage',
            'store-timeout',
            'The deadline passed before all batches were written.',
          );
        await link.batch(batch);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxInFlight, batches.length) }, send));
}
