import type { Msg } from 'nats';

/** One event handed to a worker, with the ways to answer for it. */
export interface Delivery {
  subject: string;
  sequence: number;
  /** Unix time in milliseconds, by the log server's clock. */
  storedAt: number;
  bytes: Uint8Array;
  header(name: string): string;
  /** Applied, durably. */
  ack(): void;
  /** Not applied: hand it out again, at once or after a time. */
  nak(afterMs?: number): void;
  /** Still at it: restarts the time the log waits. */
  working(): void;
  /** Never hand it out again. Only when it is safe elsewhere. */
  term(reason: string): void;
}

const ACK = new TextEncoder().encode('+ACK');
const WORKING = new TextEncoder().encode('+WPI');

/** Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<consumer sequence>.<time>.<pending>` (or with domain and account). */
export function readDelivery(message: Msg): Delivery | undefined {
  const tokens = message.reply?.split('.');
  if (tokens?.[0] !== '$JS' || tokens[1] !== 'ACK') return undefined;
  const [, sequence, , time] = tokens.slice(tokens.length >= 12 ? 6 : 4) as [string, string, string, string];
  return {
    subject: message.subject,
    sequence: Number(sequence),
    storedAt: Math.floor(Number(time) / 1e6),
    bytes: message.data,
    header: (name) => message.headers?.get(name) ?? '',
    ack: () => void message.respond(ACK),
    nak: (afterMs) =>
      void message.respond(
        afterMs === undefined ? '-NAK' : `-NAK ${JSON.stringify({ delay: afterMs * 1_000_000 })}`,
      ),
    working: () => void message.respond(WORKING),
    term: (reason) => void message.respond(`+TERM ${reason}`),
  };
}
