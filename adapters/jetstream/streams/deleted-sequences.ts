import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** Beyond so many they are not listed: the answer names each. */
const MOST_LISTED = 50_000;

/**
 * The sequences that were deleted from within a stream, of which `deleted` is how many there are; undefined for too many to
 * list. What was deleted from its beginning counts as dropped. Throws LogUnavailable, ApiRefusal.
 */
export async function deletedSequences(
  link: NatsLink,
  stream: string,
  deleted: number,
): Promise<number[] | undefined> {
  if (deleted === 0) return [];
  if (deleted > MOST_LISTED) return undefined;
  const { state } = await apiRequest<{ state: { deleted?: number[] | null } }>(
    link,
    `STREAM.INFO.${stream}`,
    {
      deleted_details: true,
    },
  );
  return state.deleted ?? [];
}
