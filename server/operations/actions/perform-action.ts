import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { lastMessage } from '../../../adapters/jetstream/connection/stored-message.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { operationSubject } from '../../../adapters/jetstream/records/operation-subject.ts';
import { OPERATIONS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import type { Action } from '../../../contracts/dead-letters.ts';
import type {
  ApiKeyAction,
  ConsumerAction,
  DeadLetterAction,
  GroupAction,
  Operation,
  PersonAction,
} from '../../../contracts/operation.ts';
import { actionOfOperation } from '../../../domain/operations/action-of-operation.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { DeadLetterService } from '../dead-letters/dead-letter-service.ts';

/** A full stream refuses at once. The pause keeps this from retrying as fast as the server answers. */
const AGAIN_MS = 100;

const SUBJECT = {
  'dead-letter': 'The dead letter',
  group: 'The group',
  consumer: 'The consumer',
  'api-key': 'The API key',
  person: 'The person',
} as const satisfies Record<ActionRequest['target']['target'], string>;

interface ActionRequest {
  target:
    | { target: 'dead-letter'; deadLetterId: string }
    | { target: 'group'; group: string }
    | { target: 'consumer'; stream: string; consumer: string }
    | { target: 'api-key'; keyId: string }
    | { target: 'person'; personId: string };
  action: DeadLetterAction | GroupAction | ConsumerAction | ApiKeyAction | PersonAction;
  actor: string;
  requestId: string;
  reason: string | null;
  /**
   * Called when the index holds all actions on the target. `refusal`: why this action would change nothing, as the predicate of
   * a sentence; `revision`: the target's present one.
   */
  judge(): Promise<{ refusal: string | undefined; revision: number }>;
  /** The revision that the caller decided on. */
  revision: number | undefined;
}

/**
 * Performs one action, once. Reads the subject's newest message first, and stores the action only if that is still
 * the newest. Of two concurrent actions the first succeeds, and the second gets the name of the first. A repeated
 * request is recognized by its id in the stream, however late, and gets the first answer again.
 *
 *   read back ─► known by its id? ─► judged ─► published ─► in the index ─► the answer
 *      ▲            └─ the same answer  └─ 409    │ overtaken, or no answer
 *      └──────────────────────────────────────────┘
 *
 * Throws ProblemError: `acted-before`, `request-id-reused`, `unavailable`, `outcome-unknown`; LogUnavailable, StoreFailure.
 */
export async function performAction(
  service: Omit<DeadLetterService, 'status'>,
  request: ActionRequest,
): Promise<Action> {
  const { link, inbox, index, indexer } = service;
  const { requestId } = request;
  const operation = {
    id: mintCommandId(0, 0),
    at: new Date().toISOString(),
    actor: request.actor,
    requestId,
    reason: request.reason,
    ...request.target,
    ...request.action,
  } as Operation;
  const { target, targetId } = actionOfOperation(0, operation);
  const subject = operationSubject(operation);
  const deadline = performance.now() + service.actionRetryMs;
  const left = () => Math.max(0, deadline - performance.now());
  let unknown = false;
  let overtaken = false;

  for (;;) {
    const last = (await lastMessage(link, OPERATIONS, subject))?.sequence ?? 0;
    if (!(await indexer.reachedAction(last, left()))) throw late(unknown);
    const earlier = await index.actionOfRequest(requestId, target, targetId);
    if (earlier) return sameOrRefused(earlier, operation);
    const { refusal, revision } = await request.judge();
    const changed = request.revision !== undefined && request.revision !== revision;
    // A note overwrites nothing; an action that sets a value would silently replace another's.
    const raced = overtaken && request.action.kind !== 'noted' && request.action.kind !== 'group-noted';
    if (refusal !== undefined || changed || raced) {
      // The state may already include this very action, from a duplicate of this request a moment ago.
      const double = await index.actionOfRequest(requestId, target, targetId);
      if (double) return sameOrRefused(double, operation);
      throw overtakenBy(
        await index.lastAction(target, targetId),
        `${SUBJECT[request.target.target]} ${refusal ?? 'has changed since you looked'}.`,
      );
    }
    try {
      const outcome = await appendOperation(inbox, operation, {
        expected: last,
        messageId: `${requestId}:${targetId}`,
        timeoutMs: Math.min(service.publishTimeoutMs, Math.max(1, left())),
      });
      if (outcome.kind === 'stored' && !outcome.duplicate) {
        await indexer.reachedAction(outcome.sequence, left());
        return actionOfOperation(outcome.sequence, operation);
      }
      overtaken = outcome.kind === 'overtaken';
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
      unknown = true;
      await pause(Math.min(AGAIN_MS, left()));
    }
    if (left() === 0) throw late(unknown);
  }
}

function sameOrRefused(earlier: Action, operation: Operation): Action {
  const asked = actionOfOperation(earlier.sequence, operation);
  const content = ({ kind, reason, details }: Action) => JSON.stringify([kind, reason, details]);
  if (content(earlier) === content(asked)) return earlier;
  throw new ProblemError(
    'request-id-reused',
    `This request id was used for ${earlier.kind}. Use a new id for another action.`,
    { first: firstOf(earlier) },
  );
}

const firstOf = ({ actor, at, kind }: Action) => ({ actor, at, kind });

function overtakenBy(first: Action | null, why: string): ProblemError {
  const who = first ? ` ${first.actor} was first, with ${first.kind}.` : '';
  return new ProblemError(
    'acted-before',
    `${why}${who} Check its state before you try again.`,
    first ? { first: firstOf(first) } : {},
  );
}

const late = (unknown: boolean): ProblemError =>
  unknown
    ? new ProblemError(
        'outcome-unknown',
        'The log did not confirm the action in time. Send the request again with the same request id.',
      )
    : new ProblemError('unavailable', 'Earlier actions cannot be read yet. Try again in a second.', {
        headers: { 'retry-after': '1' },
      });
