import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { StoredMessage } from '../../../adapters/jetstream/connection/read-batch.ts';
import { publishDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { failedEventFields } from '../../../adapters/jetstream/records/failed-event-fields.ts';
import type { FoundEvent } from '../../../adapters/jetstream/records/find-event.ts';
import { publishRetry } from '../../../adapters/jetstream/records/retries.ts';
import { readLogRecord } from '../../../adapters/jetstream/streams/log-record.ts';
import {
  DEAD_LETTERS,
  eventNameOfSubject,
  RETRIES,
} from '../../../adapters/jetstream/streams/stream-layout.ts';
import { deadLetterIdOf, type FailedEvent, RETRY_LOST } from '../../../contracts/dead-letter.ts';
import type { DeadLetterStep } from '../../../contracts/dead-letter-steps.ts';
import { DUPLICATE_EVENT } from '../../../contracts/duplicate-event.ts';
import { UndecodableEvent } from '../../../contracts/event.ts';
import type { LostStream } from '../../../contracts/lost-stream.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { decide, skipReasonOf, UNDECIDED } from '../../../domain/operations/decisions.ts';
import { loggedEventOf } from '../../status/logged-event-of.ts';
import type { Count, PartitionCount } from './count.ts';
import { readEvents } from './read-events.ts';

/** The limit per pass: a worker applies them at its rate of retries. */
const MOST_AT_ONCE = 500;

export interface RetryLostOptions {
  link: NatsLink;
  inbox: AckInbox;
  publishTimeoutMs: number;
  retentionDays: number;
  duplicateWindowMs: number;
  clockSkewMs: number;
  /** What OPERATIONS says about a dead letter, even after it expired. Throws StoreFailure. */
  steps(deadLetterId: string): Promise<DeadLetterStep[]>;
}

/**
 * Sends events whose retry or dead letter was lost with its stream to their worker again. The log still holds them, and the
 * read model, read twice, does not. Calling this again within the duplicate window stores no event twice. An event that an
 * operator discarded, held or replaced is not sent: its dead letter is made again. Nothing is sent while a place can't be
 * read. Returns how many were sent. Throws LogUnavailable, ApiRefusal, StoreFailure.
 */
export async function retryLost(
  options: RetryLostOptions,
  projection: string,
  { epochId, partitions, unknown }: Pick<Count, 'epochId' | 'partitions' | 'unknown'>,
): Promise<number> {
  const parts = partitions.filter(({ account, lostAt }) => lostAt === undefined && !account.lost.isEmpty);
  if (epochId === null || unknown !== null || parts.length === 0) return 0;
  const { lost } = await readLogRecord(options.link);
  const stream = lost.findLast((each) => each.stream === RETRIES || each.stream === DEAD_LETTERS);
  if (!stream) return 0;
  let sent = 0;
  for (const part of parts) {
    const wanted = part.account.lost.subtract(part.account.uncertain).lowest(MOST_AT_ONCE - sent);
    for await (const messages of readEvents({ link: options.link, ...part }, wanted))
      for (const message of messages)
        if (await retry(options, { projection, epochId, part, stream }, message)) sent += 1;
  }
  return sent;
}

interface Of {
  projection: string;
  epochId: string;
  part: PartitionCount;
  stream: LostStream;
}

async function retry(options: RetryLostOptions, of: Of, message: StoredMessage): Promise<boolean> {
  const { inbox, publishTimeoutMs } = options;
  const { projection, epochId, stream } = of;
  // The loss of the stream does not explain an event that was stored after it.
  if (message.storedAt > Date.parse(stream.noticedAt)) return false;
  const failed = failedOf(options, of, message);
  const { position } = failed;
  const steps = await options.steps(deadLetterIdOf(projection, position));
  const decisions = steps.reduce((before, { action }) => decide(before, action), UNDECIDED);
  const outcome = skipReasonOf(decisions)
    ? await publishDeadLetter(inbox, failed, publishTimeoutMs)
    : await publishRetry(inbox, failed, {
        messageId: `retry-lost:${projection}-${epochId}:${position}:${stream.created}`,
        timeoutMs: publishTimeoutMs,
      });
  return outcome.kind === 'stored' && !outcome.duplicate;
}

function failedOf(
  options: RetryLostOptions,
  { projection, epochId, part: { generation, partition }, stream }: Of,
  message: StoredMessage,
): FailedEvent {
  const { retentionDays } = options;
  const position = { generation, partition, sequence: message.sequence };
  return {
    ...failedEventFields(message, retentionDays),
    consumer: projection,
    epochId,
    position: encodePosition(position),
    eventName: eventNameOfSubject(message.subject),
    failureClass: 'transient',
    code: mayBeCopy({ position, message }, options) ? DUPLICATE_EVENT : RETRY_LOST,
    message: `The retry or dead letter of this event was lost with the stream ${stream.stream}.`,
    stack: '',
    attempts: 0,
    attemptLog: [],
    firstFailedAt: stream.noticedAt,
    failedAt: stream.noticedAt,
    worker: '',
    workerVersion: '',
    replayId: null,
  };
}

/** The lost dead letter may be that of a copy: the worker finds the first position again, and refuses a copy. */
function mayBeCopy(found: FoundEvent, options: RetryLostOptions): boolean {
  try {
    return loggedEventOf(found, options).mayBeCopy === true;
  } catch (error) {
    if (error instanceof UndecodableEvent) return false;
    throw error;
  }
}
