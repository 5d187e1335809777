import type { Operation } from '../../../contracts/operation.ts';
import type { AckInbox } from '../connection/ack-inbox.ts';
import { API_ERROR } from '../connection/api-request.ts';
import { encodeHeaders } from '../connection/encode-headers.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import { operationSubject } from '../records/operation-subject.ts';

type AppendedOperation =
  | { kind: 'stored'; sequence: number; duplicate: boolean }
  /** Somebody else's action came first. */
  | { kind: 'overtaken' };

/**
 * Stores an action if the newest one on its subject still has the sequence `expected` (0 for none). Throws LogUnavailable if
 * it is unknown whether it was stored: the same action may be sent again under the same message id.
 */
export async function appendOperation(
  inbox: AckInbox,
  operation: Operation,
  options: { expected: number; messageId: string; timeoutMs: number },
): Promise<AppendedOperation> {
  const headers = encodeHeaders([
    ['Nats-Msg-Id', options.messageId],
    ['Nats-Expected-Last-Subject-Sequence', String(options.expected)],
  ]);
  const bytes = Buffer.from(JSON.stringify(operation));
  const outcome = await inbox.publish(operationSubject(operation), headers, bytes, options.timeoutMs);
  if (outcome.kind === 'stored')
    return { kind: 'stored', sequence: outcome.sequence, duplicate: outcome.duplicate };
  if (outcome.kind === 'refused' && outcome.errorCode === API_ERROR.wrongLastSequence)
    return { kind: 'overtaken' };
  const why = outcome.kind === 'refused' ? outcome.description : outcome.kind;
  throw new LogUnavailable(`The action was not confirmed: ${why}.`);
}
