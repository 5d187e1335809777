import { apiRequest } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';
import { streamInfo } from './stream-info.ts';
import { DEAD_LETTERS } from './stream-layout.ts';

const NEWEST = 'waybill.newest-generation';

/**
 * The newest generation that ever took events: 0 for none. It is kept beside the dead letters, so that a number is
 * never given twice, even when every stream of a generation was deleted by hand.
 */
export async function recordedGeneration(link: NatsLink): Promise<number> {
  const metadata = (await streamInfo(link, DEAD_LETTERS))?.config.metadata as
    | Record<string, string>
    | undefined;
  return Number(metadata?.[NEWEST] ?? 0);
}

/** Records a generation as the newest that takes events. */
export async function recordGeneration(link: NatsLink, number: number): Promise<void> {
  const info = await streamInfo(link, DEAD_LETTERS);
  const metadata = (info?.config.metadata ?? {}) as Record<string, string>;
  if (!info || Number(metadata[NEWEST] ?? 0) >= number) return;
  await apiRequest(link, `STREAM.UPDATE.${DEAD_LETTERS}`, {
    ...info.config,
    metadata: { ...metadata, [NEWEST]: String(number) },
  });
}
