import { createInbox } from 'nats';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';

interface StreamSnapshot {
  config: unknown;
  state: unknown;
  chunks: Uint8Array[];
}

/** A backup of a stream, as made by `nats stream backup`. */
export async function snapshotStream(link: NatsLink, stream: string): Promise<StreamSnapshot> {
  const deliver = createInbox();
  const chunks: Uint8Array[] = [];
  const whole = Promise.withResolvers<void>();
  const subscription = link.connection.subscribe(deliver, {
    callback: (_, message) => {
      if (message.data.length === 0) return whole.resolve();
      chunks.push(message.data.slice());
      message.respond();
    },
  });
  const { config, state } = await apiRequest<StreamSnapshot>(link, `STREAM.SNAPSHOT.${stream}`, {
    deliver_subject: deliver,
    chunk_size: 65_536,
  });
  await whole.promise;
  subscription.unsubscribe();
  return { config, state, chunks };
}

/** Restores the stream, as `nats stream restore` does. No stream of that name may exist. */
export async function restoreStream(
  link: NatsLink,
  stream: string,
  { config, state, chunks }: StreamSnapshot,
): Promise<void> {
  const { deliver_subject: to } = await apiRequest<{ deliver_subject: string }>(
    link,
    `STREAM.RESTORE.${stream}`,
    { config, state },
  );
  for (const chunk of chunks) await link.connection.request(to, chunk, { timeout: 30_000 });
  await link.connection.request(to, new Uint8Array(0), { timeout: 30_000 });
}
