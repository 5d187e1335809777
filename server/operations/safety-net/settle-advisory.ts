import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { messageAt } from '../../../adapters/jetstream/connection/stored-message.ts';
import { type Advisory, projectionOf } from '../../../adapters/jetstream/consume/advisories.ts';
import { findDeadLetter, publishDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { failedEventFields } from '../../../adapters/jetstream/records/failed-event-fields.ts';
import { eventNameOfSubject, readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { encodePosition } from '../../../contracts/position.ts';

export interface SafetyNet {
  link: NatsLink;
  inbox: AckInbox;
  publishTimeoutMs: number;
  retentionDays: number;
}

/**
 * Makes sure that an event which a consumer will not get again is a dead letter: usually the worker made it one first;
 * otherwise it becomes one now. Resolves to its position then. Throws LogUnavailable, and Error if DEAD_LETTERS did not take
 * it: call it again.
 */
export async function settleAdvisory(net: SafetyNet, advisory: Advisory): Promise<string | undefined> {
  const { link } = net;
  const at = readEventStream(advisory.stream);
  if (!at) return undefined;
  const message = await messageAt(link, advisory.stream, advisory.sequence);
  if (!message) return undefined;
  const consumer = await projectionOf(link, advisory.stream, advisory.consumer);
  const position = encodePosition({ ...at, sequence: advisory.sequence });
  const eventName = eventNameOfSubject(message.subject);
  if (await findDeadLetter(link, consumer, eventName, position)) return undefined;
  const outcome = await publishDeadLetter(
    net.inbox,
    {
      ...failedEventFields(message, net.retentionDays),
      consumer,
      epochId: '',
      position,
      eventName,
      failureClass: 'reported',
      code: advisory.kind,
      message: describe(advisory),
      stack: '',
      attempts: Math.max(1, advisory.deliveries),
      attemptLog: [],
      firstFailedAt: advisory.at,
      failedAt: advisory.at,
      worker: '',
      workerVersion: '',
      replayId: null,
    },
    net.publishTimeoutMs,
  );
  if (outcome.kind === 'stored') return position;
  throw new Error(
    `DEAD_LETTERS did not take the event: ${outcome.kind === 'refused' ? outcome.description : outcome.kind}.`,
  );
}

const describe = ({ kind, consumer, deliveries, reason }: Advisory): string =>
  kind === 'terminated'
    ? `Reported by the server: a client ended the event at the consumer ${consumer}${reason ? ` (${reason})` : ''}, and no worker said why.`
    : `Reported by the server: the consumer ${consumer} delivered the event ${deliveries} times, its limit, and it was never acknowledged.`;
