import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** Above this number they are not listed: the answer names each one. */
const MOST_LISTED = 50_000;

/**
 * The sequences deleted from within a stream; `deleted` is their number. Undefined if there are too many to list. Sequences
 * deleted from the beginning count as dropped. Throws LogUnavailable, ApiRefusal.
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
