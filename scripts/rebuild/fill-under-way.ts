import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { within } from '../../contracts/timing/within.ts';
import { readFill } from '../../workers/rebuild/read-fill.ts';
import { readableEpoch } from '../../workers/rebuild/readable-epoch.ts';
import type { OpenProjection } from '../../workers/runtime/define-projection.ts';

/** How long a store is read for damage. Damage beyond that shows while the epoch is filled. */
const READ_THROUGH_MS = 10_000;

/**
 * The store's present epoch, if it is still being filled with what the log held when the epoch began. Null otherwise,
 * and if the store is damaged, since filling repairs nothing. Throws LogUnavailable.
 */
export async function epochUnderWay(
  link: NatsLink,
  projection: OpenProjection['projection'],
): Promise<string | null> {
  const epochId = await readableEpoch(projection);
  if (epochId === null) return null;
  const { begunAt, done, total } = await readFill(link, projection.name, epochId);
  return begunAt && done < total && (await isWhole(projection)) ? epochId : null;
}

async function isWhole(projection: OpenProjection['projection']): Promise<boolean> {
  const read = projection.contentHash().then(
    () => true,
    (error) => error instanceof StoreFailure && error.code === 'store-timeout',
  );
  return within(READ_THROUGH_MS, read, true);
}
