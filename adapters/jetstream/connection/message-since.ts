import { API_ERROR, apiRequest, isRefusal } from './api-request.ts';
import type { NatsLink } from './nats-link.ts';
import type { StoredMessage } from './read-batch.ts';
import { readStoredMessage, type StoredMessageAnswer } from './stored-message.ts';

/** The first message of a stream stored at or after a time (ISO 8601), from its leader. Throws LogUnavailable, ApiRefusal. */
export async function messageSince(
  link: NatsLink,
  stream: string,
  time: string,
): Promise<StoredMessage | undefined> {
  try {
    return readStoredMessage(
      await apiRequest<StoredMessageAnswer>(link, `STREAM.MSG.GET.${stream}`, { start_time: time }),
    );
  } catch (error) {
    if (isRefusal(error, API_ERROR.messageNotFound)) return undefined;
    throw error;
  }
}
