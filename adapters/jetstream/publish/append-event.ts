import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '../../../contracts/position.ts';
import { backoff } from '../../../contracts/timing/backoff.ts';
import type { AckInbox, PublishOutcome } from '../connection/ack-inbox.ts';
import { API_ERROR } from '../connection/api-request.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';

/** An event ready to be stored. It is encoded once, however often it is published. */
export interface EncodedEvent {
  id: string;
  generation: number;
  partition: number;
  subject: string;
  headers: Uint8Array;
  bytes: Uint8Array;
}

/**
 * How an attempt to store an event ended.
 * - `stored`: durable, at this position.
 * - `refused`: certainly not stored.
 * - `unknown`: at least one publish was neither confirmed nor refused.
 */
export type AppendOutcome =
  | { kind: 'stored'; position: Position; duplicate: boolean }
  | { kind: 'refused'; reason: 'unreachable' | 'no-stream' | 'rejected' | 'unconfirmed'; detail: string }
  | { kind: 'unknown' };

export interface AppendTimes {
  publishTimeoutMs: number;
  reconnectGraceMs: number;
}

/** Called when no stream took the event. Resolves to true if waiting for a stream is useless. */
type OnNoStream = () => Promise<boolean>;

const FIRST_BACKOFF_MS = 25;
const LAST_BACKOFF_MS = 400;

/**
 * Publishes until the log confirms or refuses, or `deadline` (of performance.now) passes. Every attempt carries
 * the same message id, so the log stores it once: a publish that timed out is unknown, not failed.
 */
export async function appendEvent(
  link: NatsLink,
  inbox: AckInbox,
  event: EncodedEvent,
  times: AppendTimes,
  deadline: number,
  onNoStream: OnNoStream,
): Promise<AppendOutcome> {
  let unknown = false;
  let refusal: AppendOutcome | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const left = deadline - performance.now();
    if (left <= 0) break;
    if (!link.isUp && !(await link.whenUp(Math.min(left, times.reconnectGraceMs - link.downForMs)))) break;
    const outcome = await publishOnce(
      inbox,
      event,
      Math.min(times.publishTimeoutMs, deadline - performance.now()),
    );
    if (outcome === 'unreachable') continue;
    if (outcome.kind === 'stored') {
      const { generation, partition } = event;
      return { ...outcome, position: { generation, partition, sequence: outcome.sequence } };
    }
    if (outcome.kind === 'timeout') {
      unknown = true;
      continue;
    }
    // Another publish of this event (a retry, or a request with the same key) is being replicated: it may be stored.
    if (outcome.kind === 'refused' && outcome.errorCode === API_ERROR.duplicateInProcess) {
      unknown = true;
      await delay(pauseAfter(attempt, deadline));
      continue;
    }
    refusal =
      outcome.kind === 'refused'
        ? { kind: 'refused', reason: 'rejected', detail: outcome.description }
        : { kind: 'refused', reason: 'no-stream', detail: 'No stream accepts this event now.' };
    // A stream's own refusal (full, too large) will not change within a deadline; a missing stream may be created.
    if (outcome.kind === 'refused' || (await onNoStream())) break;
    await delay(pauseAfter(attempt, deadline));
  }
  if (unknown) return { kind: 'unknown' };
  return refusal ?? { kind: 'refused', reason: 'unreachable', detail: `${link.whyDown}.` };
}

const pauseAfter = (attempt: number, deadline: number): number =>
  Math.max(0, Math.min(backoff(attempt, FIRST_BACKOFF_MS, LAST_BACKOFF_MS), deadline - performance.now()));

async function publishOnce(
  inbox: AckInbox,
  event: EncodedEvent,
  timeoutMs: number,
): Promise<PublishOutcome | 'unreachable'> {
  try {
    return await inbox.publish(event.subject, event.headers, event.bytes, Math.max(1, timeoutMs));
  } catch (error) {
    if (error instanceof LogUnavailable) return 'unreachable';
    throw error;
  }
}
