import type { ApiKeyRecord } from '../../../contracts/access/api-key.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import { API_ERROR } from '../connection/api-request.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { StoredMessage } from '../connection/read-batch.ts';
import { apiKeySubject } from '../streams/stream-layout.ts';

/**
 * Stores an API key if the bucket's present value of it is the one of revision `expected`; 0 for none. False if it is
 * another one. Throws LogUnavailable if it is unknown whether it was stored.
 */
export async function writeApiKey(
  inbox: AckInbox,
  record: ApiKeyRecord,
  expected: number,
  timeoutMs: number,
): Promise<boolean> {
  const headers = encodeHeaders([['Nats-Expected-Last-Subject-Sequence', String(expected)]]);
  const bytes = Buffer.from(JSON.stringify(record));
  const outcome = await inbox.publish(apiKeySubject(record.keyId), headers, bytes, timeoutMs);
  if (outcome.kind === 'stored') return true;
  if (outcome.kind === 'refused' && outcome.errorCode === API_ERROR.wrongLastSequence) return false;
  throw new LogUnavailable(
    `The API key was not stored: ${outcome.kind === 'refused' ? outcome.description : outcome.kind}.`,
  );
}

/** The API key in a message of the bucket; undefined if it holds none. */
export function readApiKey({
  subject,
  bytes,
}: Pick<StoredMessage, 'subject' | 'bytes'>): ApiKeyRecord | undefined {
  try {
    const record = JSON.parse(new TextDecoder().decode(bytes)) as ApiKeyRecord;
    const isWhole =
      subject === apiKeySubject(record.keyId) &&
      typeof record.name === 'string' &&
      typeof record.digest === 'string' &&
      Array.isArray(record.scopes) &&
      Array.isArray(record.channels);
    return isWhole ? record : undefined;
  } catch {
    return undefined;
  }
}
