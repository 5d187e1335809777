import type { NatsLink } from './nats-link.ts';
import { readBatch, type StoredMessage } from './read-batch.ts';

const SUBJECTS_A_REQUEST = 100;
/** The server drops a connection for which it must buffer more than 64 MB. */
const BYTES_A_REQUEST = 8 * 1024 ** 2;

interface Wanted {
  subject: string;
  /** The approximate size of its message. */
  bytes: number;
}

/** The newest message of each of these subjects that has one, by subject. Throws LogUnavailable. */
export async function newestOfSubjects(
  link: NatsLink,
  stream: string,
  wanted: readonly Wanted[],
): Promise<Map<string, StoredMessage>> {
  const found = new Map<string, StoredMessage>();
  for (const multi_last of portions(wanted)) {
    for (const message of await readBatch(link, stream, { multi_last })) found.set(message.subject, message);
  }
  return found;
}

function portions(wanted: readonly Wanted[]): string[][] {
  const all: string[][] = [];
  let portion: string[] = [];
  let total = 0;
  for (const { subject, bytes } of wanted) {
    if (portion.length === SUBJECTS_A_REQUEST || (portion.length > 0 && total + bytes > BYTES_A_REQUEST)) {
      all.push(portion);
      portion = [];
      total = 0;
    }
    portion.push(subject);
    total += bytes;
  }
  if (portion.length > 0) all.push(portion);
  return all;
}
