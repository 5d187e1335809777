import type { NatsLink } from './nats-link.ts';
import { readBatch } from './read-batch.ts';

/** The first sequence that a stream stored at or after a time (Unix ms); undefined if there is none. Throws LogUnavailable. */
export async function sequenceAt(link: NatsLink, stream: string, at: number): Promise<number | undefined> {
  const [message] = await readBatch(link, stream, { start_time: new Date(at).toISOString(), batch: 1 });
  return message?.sequence;
}
