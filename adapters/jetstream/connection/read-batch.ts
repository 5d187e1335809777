import { createInbox } from 'nats';
import { LogUnavailable } from './log-unavailable.ts';
import type { NatsLink } from './nats-link.ts';
import { headerOf, rawHeaders, statusOf } from './raw-headers.ts';

/** A message as the log holds it. */
export interface StoredMessage {
  subject: string;
  sequence: number;
  /** Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  /** The value of a header; empty if it is missing. */
  header(name: string): string;
  bytes: Uint8Array;
}

interface BatchRequest {
  batch?: number;
  /** The newest message of each of these subjects, instead of consecutive messages. At most 1,024 subjects. */
  multi_last?: string[];
  max_bytes?: number;
  seq?: number;
  start_time?: string;
  next_by_subj?: string;
}

/**
 * Reads several messages of a stream in one request (direct get, ADR-31), in log order. Returns fewer than requested at the
 * limit `max_bytes` or at the stream's end. Throws LogUnavailable.
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
      if (error) {
        reject(new LogUnavailable(error.message, { cause: error }));
        return;
      }
      const raw = rawHeaders(message);
      const code = statusOf(raw);
      if (code === 204 || code === 404) resolve(messages);
      else if (raw === '' || code >= 400) {
        reject(new LogUnavailable(`The stream ${stream} refused to be read: ${code || 'no headers'}.`));
      } else messages.push(readMessage(raw, message.data));
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

const readMessage = (raw: string, bytes: Uint8Array): StoredMessage => ({
  subject: headerOf(raw, 'Nats-Subject'),
  sequence: Number(headerOf(raw, 'Nats-Sequence')),
  storedAt: Date.parse(headerOf(raw, 'Nats-Time-Stamp')),
  header: (name) => headerOf(raw, name),
  bytes,
});
