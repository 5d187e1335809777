import type { NatsLink } from './nats-link.ts';
import { readBatch, type StoredMessage } from './read-batch.ts';

/** So many subjects a request: their messages may be large, and all of them are in memory at once. */
const SUBJECTS_A_REQUEST = 100;

/** The newest message of each of these subjects that has one, by subject. Throws LogUnavailable. */
export async function newestOfSubjects(
  link: NatsLink,
  stream: string,
  subjects: readonly string[],
): Promise<Map<string, StoredMessage>> {
  const found = new Map<string, StoredMessage>();
  for (let from = 0; from < subjects.length; from += SUBJECTS_A_REQUEST) {
    const multi_last = subjects.slice(from, from + SUBJECTS_A_REQUEST);
    for (const message of await readBatch(link, stream, { multi_last })) found.set(message.subject, message);
  }
  return found;
}
