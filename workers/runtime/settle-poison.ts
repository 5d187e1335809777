import type { AckInbox } from '../../adapters/jetstream/ack-inbox.ts';
import { findDeadLetter, publishDeadLetter } from '../../adapters/jetstream/dead-letters.ts';
import type { Delivery } from '../../adapters/jetstream/delivery.ts';
import type { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { failureClassOf, StoreFailure } from '../../contracts/ports/store-failure.ts';
import { encodePosition, type Position } from '../../contracts/position.ts';
import type { Journal } from './journal.ts';
import { eventNameOf } from './read-event.ts';

const DAY_MS = 86_400_000;

export interface PoisonContext {
  link: NatsLink;
  inbox: AckInbox;
  journal: Journal;
  consumer: string;
  buildId: string;
  retentionDays: number;
  worker: string;
  workerVersion: string;
  publishTimeoutMs: number;
  deadLetterRetryMs: number;
}

export interface Failure {
  error: unknown;
  attempts: number;
  firstFailedAt: Date;
}

/**
 * Moves an event that can't be applied to the dead letters: published there, confirmed, and only then ended here.
 * When the dead letters cannot take it, it stays in the log and is handed out again later.
 */
export async function settlePoison(
  context: PoisonContext,
  delivery: Delivery,
  position: Position,
  failure: Failure,
): Promise<void> {
  const { link, inbox, journal, consumer } = context;
  const error = failure.error instanceof Error ? failure.error : new Error(String(failure.error));
  const code = error instanceof StoreFailure ? error.code : 'handler-error';
  const token = encodePosition(position);
  const eventId = delivery.header('Nats-Msg-Id') || null;
  const correlationId = delivery.header('ce-correlationid') || null;
  const why = await publish();
  if (why !== undefined) {
    journal.deadLetterRefused({ position: token, why });
    delivery.nak(context.deadLetterRetryMs);
    return;
  }
  delivery.term(code);
  journal.deadLettered({ position: token, eventId, code, correlationId });

  async function publish(): Promise<string | undefined> {
    try {
      const eventName = eventNameOf(delivery);
      // Where the log is applied again from its beginning, the letter is there since the first time.
      if (await findDeadLetter(link, consumer, eventName, token)) return undefined;
      const outcome = await publishDeadLetter(
        inbox,
        {
          consumer,
          buildId: context.buildId,
          position: token,
          storedAt: delivery.storedAt,
          expiresAt: delivery.storedAt + context.retentionDays * DAY_MS,
          eventType: delivery.header('ce-type') || null,
          subject: delivery.header('ce-subject') || null,
          actor: delivery.header('ce-actor') || null,
          traceparent: delivery.header('ce-traceparent') || null,
          replayId: null,
          attemptLog: [],
          originalSubject: delivery.subject,
          eventName,
          eventId,
          correlationId,
          failureClass: failureClassOf(error),
          code,
          message: error.message,
          stack: error.stack ?? '',
          attempts: failure.attempts,
          firstFailedAt: failure.firstFailedAt.toISOString(),
          failedAt: new Date().toISOString(),
          worker: context.worker,
          workerVersion: context.workerVersion,
          bytes: delivery.bytes,
        },
        context.publishTimeoutMs,
      );
      if (outcome.kind === 'stored') return undefined;
      return outcome.kind === 'refused' ? outcome.description : outcome.kind;
    } catch (problem) {
      return String(problem);
    }
  }
}
