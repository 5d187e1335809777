import type { StreamInfo } from '../streams/stream-info.ts';
import { apiRequest } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';

/** The server names at most this many in one answer. */
const MOST_SUBJECTS = 100_000;

/** How many messages a stream holds on each of its subjects, at one moment. Throws LogUnavailable, ApiRefusal. */
export async function subjectCounts(link: NatsLink, stream: string): Promise<Map<string, number>> {
  const { state } = await apiRequest<StreamInfo & { state: { subjects?: Record<string, number> } }>(
    link,
    `STREAM.INFO.${stream}`,
    { subjects_filter: '>' },
  );
  const counts = new Map(Object.entries(state.subjects ?? {}));
  if (counts.size >= MOST_SUBJECTS)
    throw new RangeError(`${stream} has too many subjects to be listed at once.`);
  return counts;
}
