import type { AckInbox } from '../connection/ack-inbox.ts';
import { API_ERROR, apiRequest, isRefusal } from '../connection/api-request.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { claimSubject, IDEMPOTENCY } from '../streams/stream-layout.ts';

/** The value of a key: JSON up to the first line feed, then the event's bytes. */
export interface Claim<Head> {
  head: Head;
  bytes: Buffer;
  /** The sequence of this value in the bucket; a change must name it. */
  revision: number;
}

/** `taken`: somebody else's value is there. `unknown`: it may or may not have been written. */
type ClaimOutcome =
  | { kind: 'written'; revision: number }
  | { kind: 'taken' }
  | { kind: 'unknown' }
  | { kind: 'refused'; detail: string };

const LINE_FEED = 0x0a;

/** Writes a claim if the key's present revision is `expected`; 0 for none. Throws LogUnavailable; nothing was sent then. */
export async function writeClaim(
  inbox: AckInbox,
  key: string,
  head: unknown,
  bytes: Uint8Array,
  expected: number,
  timeoutMs: number,
): Promise<ClaimOutcome> {
  const headers = encodeHeaders([['Nats-Expected-Last-Subject-Sequence', String(expected)]]);
  const value = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
  const outcome = await inbox.publish(claimSubject(key), headers, value, timeoutMs);
  switch (outcome.kind) {
    case 'stored':
      return { kind: 'written', revision: outcome.sequence };
    case 'timeout':
      return { kind: 'unknown' };
    case 'no-responders':
      return { kind: 'refused', detail: 'The bucket of idempotency keys is missing.' };
    case 'refused':
      if (outcome.errorCode === API_ERROR.wrongLastSequence) return { kind: 'taken' };
      return { kind: 'refused', detail: outcome.description };
  }
}

/** The key's present value, from the bucket's leader. Throws LogUnavailable. */
export async function readClaim<Head>(link: NatsLink, key: string): Promise<Claim<Head> | undefined> {
  let message: { seq: number; data?: string };
  try {
    const answer = await apiRequest<{ message: typeof message }>(link, `STREAM.MSG.GET.${IDEMPOTENCY}`, {
      last_by_subj: claimSubject(key),
    });
    message = answer.message;
  } catch (error) {
    if (isRefusal(error, API_ERROR.messageNotFound)) return undefined;
    if (isRefusal(error, API_ERROR.streamNotFound)) {
      throw new LogUnavailable('The bucket of idempotency keys is missing.', { cause: error });
    }
    throw error;
  }
  const value = Buffer.from(message.data ?? '', 'base64');
  const end = value.indexOf(LINE_FEED);
  if (end < 0) throw new LogUnavailable(`The claim ${key} cannot be read.`);
  const head = JSON.parse(value.toString('utf8', 0, end)) as Head;
  return { head, bytes: value.subarray(end + 1), revision: message.seq };
}
