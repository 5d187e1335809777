import { isApiRefusal } from '../../../adapters/jetstream/connection/api-request.ts';
import { markReset, resetConsumer, resetMark } from '../../../adapters/jetstream/consume/reset-consumer.ts';
import type { ConsumerReset } from '../../../contracts/consumer-actions.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import type { WorkedOn } from '../heartbeats/heartbeat-listener.ts';
import type { ConsumerService } from './consumer-service.ts';
import { type AskedReset, planReset, type ResetPlan } from './plan-reset.ts';
import { knownConsumer } from './show-consumer.ts';
import { existing } from './steer-consumer.ts';

/**
 * Sets a consumer to another place of its stream; or tells what that would do. Refused while anybody works on it: what they
 * hold would be answered for after it was given out again.
 *
 * Throws ProblemError, LogUnavailable, StoreFailure.
 */
export async function resetPosition(
  service: ConsumerService,
  of: { stream: string; consumer: string },
  request: AskedReset,
  actor: string,
): Promise<ConsumerReset> {
  const { link, index } = service.operations;
  const watched = knownConsumer(service, of.stream, of.consumer);
  const requestId = request.requestId.toLowerCase();
  const targetId = `${of.stream}.${of.consumer}`;
  const earlier = request.dryRun ? null : await index.actionOfRequest(requestId, 'consumer', targetId);
  const info = await existing(service, of);
  const plan: ResetPlan = earlier
    ? { ...(earlier.details as unknown as ResetPlan), isExact: true }
    : await planReset(link, of.stream, info, request);
  const obstacle = await obstacleOf(service, watched.workedOn);
  const answer: Omit<ConsumerReset, 'action'> = {
    dryRun: request.dryRun,
    from: plan.from,
    to: plan.to,
    again: plan.again,
    skipped: plan.skipped,
    obstacle,
    advice: adviceOf(watched.class.kind === 'projection', plan),
  };
  if (request.dryRun) return { ...answer, action: null };
  if (request.reason === undefined) {
    throw new ProblemError('invalid-request', 'A reset needs a reason.', {
      errors: [{ in: 'body', pointer: '/reason', detail: 'is needed to reset' }],
    });
  }
  // One that was done already is answered, whoever works on it since.
  const isDone = earlier !== null && resetMark(info) === earlier.id;
  if (obstacle !== null && !isDone) throw new ProblemError('consumer-in-use', obstacle);
  const { from, to, again, skipped } = plan;
  const action = await performAction(service.operations, {
    target: { target: 'consumer', ...of },
    action: { kind: 'consumer-reset', from, to, again, skipped },
    actor,
    requestId: request.requestId,
    reason: request.reason,
    revision: undefined,
    judge: async () => ({ refusal: undefined, revision: 0 }),
  });
  if (resetMark(await existing(service, of)) !== action.id) {
    try {
      await resetConsumer(link, of.stream, of.consumer, to);
    } catch (error) {
      if (!isApiRefusal(error)) throw error;
      throw new ProblemError('not-resettable', `The server refuses it: ${error.message}.`);
    }
    await markReset(link, of.stream, of.consumer, action.id);
  }
  return { ...answer, obstacle: null, action };
}

/** Who works on it, in a sentence; null for nobody. */
async function obstacleOf(service: ConsumerService, of: WorkedOn): Promise<string | null> {
  const { heartbeats } = service;
  const connected = heartbeats.workersOn(of);
  if (connected.length > 0) {
    const names = connected.map(({ heartbeat }) => heartbeat.process).join(', ');
    return `Workers run on it (${names}): stop them, and try again when they are no longer heard of.`;
  }
  const info = await existing(service, of);
  if (info.num_waiting > 0 || info.push_bound === true) {
    return 'Somebody asks for its events: stop them, and try again.';
  }
  if (!heartbeats.isCertain) {
    return 'It has not been listened for workers for long enough: try again in some seconds.';
  }
  return null;
}

function adviceOf(isProjection: boolean, { isExact }: ResetPlan): string | null {
  const rebuild = isProjection
    ? 'To fill a read model anew a rebuild is the usual way (npm run rebuild): it wipes the store, and a new consumer fills it.'
    : null;
  const bounds = isExact
    ? null
    : 'Beyond the first event that was not answered for, others were: these numbers are the most.';
  return [rebuild, bounds].filter((part) => part !== null).join(' ') || null;
}
