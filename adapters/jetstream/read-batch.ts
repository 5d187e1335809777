import { createInbox, type MsgHdrs } from 'nats';
import { LogUnavailable, type NatsLink } from './nats-link.ts';

/** A message as the log holds it. */
export interface StoredMessage {
  subject: string;
  sequence: number;
  /** Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  headers: MsgHdrs | undefined;
  bytes: Uint8Array;
}

export interface BatchRequest {
  batch: number;
  max_bytes?: number;
  seq?: number;
  start_time?: string;
  next_by_subj?: string;
}

/**
 * Reads several messages of a stream in one request (direct get, ADR-31), in the order of the log. Fewer than
 * asked for: bounded by `max_bytes`, or there are no more. Throws LogUnavailable.
 */
export async function readBatch(
  link: NatsLink,
  stream: string,
  request: BatchRequest,
): Promise<StoredMessage[]> {
  const connection = link.connection;
  const messages: StoredMessage[] = [];
  const reply = createInbox();
  const { promise, resolve, reject } = Promise.withResolvers<StoredMessage[]>();
  const subscription = connection.subscribe(reply, {
    callback: (error, message) => {
      if (error) return reject(new LogUnavailable(error.message, { cause: error }));
      const headers = message.headers;
      const code = headers?.code ?? 0;
      if (code === 204 || code === 404) return resolve(messages);
      if (!headers || code >= 400) {
        return reject(new LogUnavailable(`The stream ${stream} refused to be read: ${headers?.description}`));
      }
      messages.push({
        subject: headers.get('Nats-Subject'),
        sequence: Number(headers.get('Nats-Sequence')),
        storedAt: Date.parse(headers.get('Nats-Time-Stamp')),
        headers,
        bytes: message.data,
      });
    },
  });
  const timer = setTimeout(
    () => reject(new LogUnavailable(`The stream ${stream} did not answer in time.`)),
    link.options.requestTimeoutMs,
  );
  try {
    connection.publish(`$JS.API.DIRECT.GET.${stream}`, JSON.stringify(request), { reply });
    return await promise;
  } finally {
    clearTimeout(timer);
    subscription.unsubscribe();
  }
}
