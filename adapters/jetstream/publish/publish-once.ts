import type { AckInbox } from '../connection/ack-inbox.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';

/** A message that is stored once under its id, however often and by whichever process it is published. */
export interface IdentifiedMessage {
  subject: string;
  id: string;
  bytes: Uint8Array;
}

/** Publishes a message one time. Throws LogUnavailable if that was not confirmed: it may be published again. */
export async function publishOnce(
  inbox: AckInbox,
  { subject, id, bytes }: IdentifiedMessage,
  timeoutMs: number,
): Promise<void> {
  const outcome = await inbox.publish(subject, encodeHeaders([['Nats-Msg-Id', id]]), bytes, timeoutMs);
  if (outcome.kind !== 'stored')
    throw new LogUnavailable(`A message to ${subject} was not confirmed: ${outcome.kind}.`);
}
