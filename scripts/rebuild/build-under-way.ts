import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import type { OpenProjection } from '../../roles/open-projection.ts';
import { readFill } from '../../workers/rebuild/read-fill.ts';

/**
 * The store's present build, where it has not yet reached what the log held when it began; else null. Throws LogUnavailable
 * and StoreFailure.
 */
export async function buildUnderWay(
  link: NatsLink,
  projection: OpenProjection['projection'],
): Promise<string | null> {
  const buildId = await projection.buildId();
  if (buildId === null) return null;
  const { begunAt, done, total } = await readFill(link, projection.name, buildId);
  return begunAt && done < total ? buildId : null;
}
