import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { openProjection } from '../../processes/roles/open-projections.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import { beginRebuild } from '../../workers/rebuild/begin-rebuild.ts';
import { readFill } from '../../workers/rebuild/read-fill.ts';
import { waitUntil } from '../engines/condition.ts';

/** Wipes the history and waits until the running worker has applied everything in the log. Returns the epoch. */
export async function rebuildHistory(link: NatsLink, environment: Record<string, string>): Promise<string> {
  const settings = readSettings(environment);
  const { projection, close } = await openProjection(historyProjection, settings);
  try {
    const epochId = await beginRebuild(link, projection, settings);
    await waitUntil(
      async () => {
        const { begunAt, done, total } = await readFill(link, projection.name, epochId);
        return begunAt !== undefined && done >= total;
      },
      { timeoutMs: 60_000, what: 'the history to be filled' },
    );
    return epochId;
  } finally {
    await close();
  }
}

/** The content hash of the history that these settings name. */
export async function contentHash(environment: Record<string, string>): Promise<string> {
  const { projection, close } = await openProjection(historyProjection, readSettings(environment));
  try {
    return await projection.contentHash();
  } finally {
    await close();
  }
}
