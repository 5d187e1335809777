import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { publishDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';

export type DeadLetterFields = Partial<FailedEvent> & { channel?: string; text?: string };

/** A dead letter as a worker would publish it, of the event at `1-0-<sequence>`. */
export function makeDeadLetter(sequence: number, fields: DeadLetterFields = {}): FailedEvent {
  const { channel = 'general', text = `text ${sequence}`, ...given } = fields;
  const id = fields.eventId ?? mintCommandId(1, 0);
  const at = new Date().toISOString();
  const actor = fields.actor ?? 'alice';
  const correlationId = fields.correlationId ?? `correlation-${sequence}`;
  const event = {
    specversion: '1.0',
    id,
    type: 'chat.message-sent.v1',
    source: '/waybill/chat',
    subject: `channel/${channel}`,
    time: at,
    datacontenttype: 'application/json',
    correlationid: correlationId,
    actor,
    data: { channelId: channel, messageId: id, text },
  };
  return {
    consumer: 'history',
    epochId: '0123456789',
    position: `1-0-${sequence}`,
    originalSubject: `events.1-0.channel.${channel}.message-sent`,
    storedAt: Date.parse(at),
    expiresAt: Date.parse(at) + 30 * 86_400_000,
    eventName: 'message-sent',
    eventType: 'chat.message-sent.v1',
    subject: `channel/${channel}`,
    traceparent: null,
    failureClass: 'poison',
    code: 'SQLITE_TOOBIG',
    message: `string or blob of ${sequence} bytes too big`,
    stack: `Error: string or blob of ${sequence} bytes too big\n    at applyBatch (/srv/waybill/workers/runtime/apply-batch.ts:${10 + (sequence % 7)}:9)\n    at async runPartition (/srv/waybill/workers/runtime/run-partition.ts:31:5)\n    at node:internal/process/task_queues:105:5`,
    attempts: 3,
    attemptLog: [{ at, worker: 'w1', workerVersion: '0.1.0', failureClass: 'poison', code: 'SQLITE_TOOBIG' }],
    firstFailedAt: at,
    failedAt: at,
    worker: 'w1',
    workerVersion: '0.1.0',
    replayId: null,
    bytes: Buffer.from(JSON.stringify(event)),
    ...given,
    eventId: id,
    actor,
    correlationId,
  };
}

/** Stores dead letters; throws where the stream does not confirm one. */
export async function publishDeadLetters(
  inbox: AckInbox,
  deadLetters: readonly FailedEvent[],
): Promise<void> {
  const outcomes = await Promise.all(
    deadLetters.map((deadLetter) => publishDeadLetter(inbox, deadLetter, 30_000)),
  );
  const refused = outcomes.find(({ kind }) => kind !== 'stored');
  if (refused) throw new Error(`A dead letter was not stored: ${JSON.stringify(refused)}`);
}
