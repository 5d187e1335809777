import { setTimeout as delay } from 'node:timers/promises';
import { ApiRefusal } from '../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable, StreamMissing } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { encodeClaimed } from '../../adapters/jetstream/publish/encode-event.ts';
import { type Claim, readClaim, writeClaim } from '../../adapters/jetstream/records/claims.ts';
import { findEvent } from '../../adapters/jetstream/records/find-event.ts';
import { readCommandId } from '../../contracts/command-id.ts';
import { decodeEvent } from '../../contracts/event.ts';
import type { Position } from '../../contracts/position.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Acceptance } from './acceptance.ts';
import { acceptanceOf, refusalOf } from './answer-append.ts';
import { claimKeyOf, payloadFingerprintOf } from './idempotency-key.ts';
import { notAccepted } from './not-accepted.ts';
import {
  awaitLog,
  type CommandRequest,
  type CommandService,
  type PreparedCommand,
  prepareCommand,
} from './prepare-command.ts';

/** The value of a key: `open` from before the publish, `settled` once the position is known. */
interface ClaimHead {
  id: string;
  fingerprint: string;
  correlationId: string;
  acceptedAt: string;
  resource: string;
  position: Position | null;
}

const MAX_TURNS = 8;
const EMPTY = new Uint8Array(0);
/** Added when the claim could not be read: the answer then only concerns this request. */
const EARLIER = 'An earlier request with this key may have been accepted; send it again to find out.';

/**
 * Accepts a command under an idempotency key: it becomes one event, however often it is sent, by however many clients at
 * once, and whatever restarts in between.
 *
 *   no claim ─write─► open ─publish─► settled
 *                      │ ▲
 *                      │ └─ half the duplicate window has passed and the log has no event: claimed again, with a new id
 *                      └─ before that: published again under the same id; after that: searched in the log
 *
 * The claim is durable before the first publish and holds the event's bytes, so any later request publishes the same event.
 * Half the window is left for publishes that are still under way.
 */
export async function acceptOnce(
  service: CommandService,
  request: CommandRequest,
  key: string,
): Promise<Acceptance> {
  const { log, ledger } = service;
  const deadline = performance.now() + service.acceptDeadlineMs;
  const claimKey = claimKeyOf(
    request.principal.id,
    request.command.name,
    JSON.stringify(request.parameters),
    key,
  );
  const fingerprint = payloadFingerprintOf(request.body);
  let replaces = 0;
  let isUnanswered = false;
  await awaitLog(service);
  if (!(await log.confirms())) throw notAccepted(`The log does not confirm writes now. ${EARLIER}`);
  try {
    for (let turn = 0; turn < MAX_TURNS && performance.now() < deadline; turn += 1) {
      const prepared = prepareCommand(service, request);
      const left = () => Math.max(1, Math.min(service.publishTimeoutMs, deadline - performance.now()));
      if (!log.link.isUp) await log.link.whenUp(left());
      const head = headOf(prepared, fingerprint, null);
      const written = await writeClaim(log.inbox, claimKey, head, prepared.event.bytes, replaces, left());
      if (written.kind === 'refused')
        throw notAccepted(`The key cannot be claimed: ${written.detail.replace(/\.?$/, '.')} ${EARLIER}`);
      isUnanswered = written.kind === 'unknown';
      if (written.kind === 'written') {
        const accepted = await publish(prepared, written.revision);
        if (accepted) return accepted;
      }
      replaces = 0;
      const claim = await readClaim<ClaimHead>(log.link, claimKey);
      if (!claim) continue;
      if (claim.head.fingerprint !== fingerprint) throw reused();
      if (claim.head.position) return answerOf(claim.head, claim.head.position);
      if (claim.head.id === prepared.event.id) {
        const accepted = await publish(prepared, claim.revision);
        if (accepted) return accepted;
      }
      const resolved = await resolveOpen(claim);
      if (resolved) return resolved;
      replaces = claim.revision;
      await delay(turn * 10);
    }
  } catch (error) {
    if (error instanceof LogUnavailable || error instanceof ApiRefusal)
      throw notAccepted(`The log cannot be used: ${error.message} ${EARLIER}`);
    throw error;
  }
  if (isUnanswered) {
    log.suspected();
    throw notAccepted(`The log did not confirm the idempotency key in time. ${EARLIER}`);
  }
  throw new ProblemError(
    'idempotency-key-in-use',
    'Other requests with this key are in progress. Send this one again in a second to get their outcome.',
    { headers: { 'retry-after': '1' } },
  );

  function hasMoved(generation: number): boolean {
    return log.generation?.number !== generation;
  }

  /** Undefined if the generation was closed first: the log then shows the outcome of the claim. */
  async function publish(prepared: PreparedCommand, revision: number): Promise<Acceptance | undefined> {
    const outcome = await log.append(prepared.event, deadline, request.trace);
    if (outcome.kind === 'refused' && hasMoved(prepared.event.generation)) return undefined;
    if (outcome.kind === 'unknown') ledger.unconfirmed(prepared.event.id, prepared.correlationId);
    if (outcome.kind !== 'stored') throw refusalOf(outcome, prepared.event.id);
    ledger.accepted(outcome.position, prepared.acceptedAtMs);
    settle(headOf(prepared, fingerprint, outcome.position), revision);
    return acceptanceOf(prepared, outcome);
  }

  /** Completes somebody else's open claim; undefined if it never became an event and never can. */
  async function resolveOpen(claim: Claim<ClaimHead>): Promise<Acceptance | undefined> {
    const { id } = claim.head;
    const minted = readCommandId(id);
    if (!minted)
      throw new ProblemError('internal', `The record of this key holds ${id}, which is not a command id.`);
    // A gateway that noticed a newer generation first made this claim: it is open as well.
    const isPresent = minted.generation >= (log.generation?.number ?? 0);
    if (isPresent && Date.now() - minted.mintedAt < service.search.duplicateWindowMs / 2) {
      const event = encodeClaimed(claim.bytes, decodeEvent(claim.bytes), request.command, minted);
      const outcome = await log.append(event, deadline);
      if (outcome.kind === 'stored') {
        // The first publisher may not have learned that it is stored, so it may not have recorded it.
        ledger.accepted(outcome.position, Date.parse(claim.head.acceptedAt));
        settle({ ...claim.head, position: outcome.position }, claim.revision);
        return answerOf(claim.head, outcome.position);
      }
      if (outcome.kind === 'unknown') ledger.unconfirmed(id, claim.head.correlationId);
      // A closed generation takes no more events, so the search below is final.
      if (outcome.kind === 'refused' && !hasMoved(minted.generation))
        throw notAccepted(
          `The log did not store the command: ${outcome.detail.replace(/\.?$/, '.')} ${EARLIER}`,
        );
      if (outcome.kind !== 'refused') throw refusalOf(outcome, id);
    }
    // The log is the truth: if the stream no longer exists, the log doesn't hold this event.
    const search = await findEvent(log.link, id, service.search).catch(ignoreMissingStream);
    if (search === undefined) return undefined;
    if (!('found' in search)) return undefined;
    settle({ ...claim.head, position: search.found.position }, claim.revision);
    return answerOf(claim.head, search.found.position);
  }

  /**
   * Records the outcome in the background: a claim that stays open can be resolved from the log. Drops the claim's copy of
   * the event, which the log has.
   */
  function settle(head: ClaimHead, revision: number): void {
    if (!log.link.isUp) return;
    writeClaim(log.inbox, claimKey, head, EMPTY, revision, service.publishTimeoutMs).catch(() => {});
  }
}

const headOf = (prepared: PreparedCommand, fingerprint: string, position: Position | null): ClaimHead => ({
  id: prepared.event.id,
  fingerprint,
  correlationId: prepared.correlationId,
  acceptedAt: prepared.acceptedAt,
  resource: prepared.resource,
  position,
});

const answerOf = (head: ClaimHead, position: Position): Acceptance => ({
  commandId: head.id,
  correlationId: head.correlationId,
  acceptedAt: head.acceptedAt,
  position,
  resource: head.resource,
  repeated: true,
});

const reused = (): ProblemError =>
  new ProblemError(
    'idempotency-key-reused',
    'This Idempotency-Key was already used for the same operation with a different payload. Use a new key for a new command.',
  );

function ignoreMissingStream(error: unknown): undefined {
  if (!(error instanceof StreamMissing)) throw error;
}
