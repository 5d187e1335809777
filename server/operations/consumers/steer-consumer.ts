import { setTimeout as wait } from 'node:timers/promises';
import { API_ERROR, isRefusal } from '../../../adapters/jetstream/connection/api-request.ts';
import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { consumerInfo } from '../../../adapters/jetstream/consume/consumer-progress.ts';
import { pauseConsumer } from '../../../adapters/jetstream/consume/pause-consumer.ts';
import type { ConsumerActionDone, ResumeRequest } from '../../../contracts/consumer-actions.ts';
import type { Action } from '../../../contracts/dead-letters.ts';
import type { ConsumerAction } from '../../../contracts/operation.ts';
import type { consumerRoutes } from '../../../contracts/routes/operations/consumers.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import type { ConsumerService } from './consumer-service.ts';

interface Steered {
  stream: string;
  consumer: string;
}

/** The server allows longer pauses. This limit ends a forgotten pause. */
const LONGEST_MS = 30 * 86_400_000;
const ATTEMPTS = 5;
const AGAIN_MS = 200;

/** Pauses a consumer until a time. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function pauseUntil(
  service: ConsumerService,
  of: Steered,
  request: Input<(typeof consumerRoutes)['pause-consumer']>['body'],
  actor: string,
): Promise<ConsumerActionDone> {
  await existing(service, of);
  const { until } = request;
  if (until <= Date.now() || until > Date.now() + LONGEST_MS) {
    throw invalidRequest({ in: 'body', pointer: '/until', detail: 'must be within the next 30 days' });
  }
  const action: ConsumerAction = { kind: 'consumer-paused', until: new Date(until).toISOString() };
  return steer(service, of, action, { actor, requestId: request.requestId, reason: request.reason });
}

/** Resumes a consumer. Throws ProblemError, LogUnavailable, StoreFailure. */
export function resume(
  service: ConsumerService,
  of: Steered,
  request: ResumeRequest,
  actor: string,
): Promise<ConsumerActionDone> {
  const by = { actor, requestId: request.requestId, reason: request.reason ?? null };
  return steer(service, of, { kind: 'consumer-resumed' }, by);
}

/**
 * The action is stored first, then done, so that the audit log always has what was done to a consumer. After a crash in
 * between, the same request completes it.
 */
async function steer(
  service: ConsumerService,
  of: Steered,
  action: ConsumerAction,
  by: { actor: string; requestId: string; reason: string | null },
): Promise<ConsumerActionDone> {
  const stored = await performAction(service.operations, {
    target: { target: 'consumer', ...of },
    action,
    ...by,
    revision: undefined,
    async judge() {
      const info = await existing(service, of);
      const isPaused = info.paused === true;
      return {
        refusal: action.kind === 'consumer-resumed' && !isPaused ? 'is not paused' : undefined,
        revision: 0,
      };
    },
  });
  return { action: stored, paused: await settlePause(service, of) };
}

/**
 * Makes the server's pause match the newest action on the consumer, until no newer one arrived meanwhile: an action that is
 * late, or sent again, does not undo the one after it. Resolves to whether the consumer is paused.
 */
async function settlePause(service: ConsumerService, of: Steered): Promise<boolean> {
  const newest = () => newestSteering(service, of);
  let action = await newest();
  for (let attempt = 1; action; attempt += 1) {
    const until = action.kind === 'consumer-paused' ? String(action.details.until) : null;
    const { link } = service.operations;
    try {
      const paused = await pauseConsumer(link, of.stream, of.consumer, until);
      const later = await newest();
      if (later?.sequence === action.sequence) return paused;
      action = later;
    } catch (error) {
      if (isRefusal(error, API_ERROR.consumerNotFound)) throw unknownConsumer(of);
      if (!(error instanceof LogUnavailable)) throw error;
      if (attempt === ATTEMPTS) {
        throw new ProblemError(
          'outcome-unknown',
          'The action is stored, but the log did not confirm that it was done. Send the request again with the same request id.',
        );
      }
      await wait(AGAIN_MS);
    }
  }
  return false;
}

const STEERING = ['consumer-paused', 'consumer-resumed'];
const LOOKED_AT = 20;

async function newestSteering({ operations }: ConsumerService, of: Steered): Promise<Action | undefined> {
  const filter = { target: 'consumer', targetId: `${of.stream}.${of.consumer}` } as const;
  const { actions } = await operations.index.actions(filter, { limit: LOOKED_AT });
  return actions.find(({ kind }) => STEERING.includes(kind));
}

/** The consumer's present state on the server. Throws ProblemError if there is none, LogUnavailable. */
export async function existing({ operations }: ConsumerService, of: Steered) {
  const info = await consumerInfo(operations.link, of.stream, of.consumer);
  if (!info) throw unknownConsumer(of);
  return info;
}

const unknownConsumer = ({ stream, consumer }: Steered): ProblemError =>
  new ProblemError('consumer-unknown', `The log has no consumer ${consumer} on the stream ${stream}.`);
