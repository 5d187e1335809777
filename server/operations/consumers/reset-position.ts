import { isApiRefusal } from '../../../adapters/jetstream/connection/api-request.ts';
import { markReset, resetConsumer, resetMark } from '../../../adapters/jetstream/consume/reset-consumer.ts';
import type { ConsumerReset } from '../../../contracts/consumer-actions.ts';
import { invalidRequest } from '../../http/invalid-request.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import type { WorkedOn } from '../heartbeats/heartbeat-listener.ts';
import type { ConsumerService } from './consumer-service.ts';
import { planReset, type RequestedReset, type ResetPlan } from './plan-reset.ts';
import { knownConsumer } from './show-consumer.ts';
import { existing } from './steer-consumer.ts';

/**
 * Moves a consumer to another position of its stream, or previews that. Refused while a worker uses the consumer: its events
 * would be acknowledged after they were delivered again.
 *
 * Throws ProblemError, LogUnavailable, StoreFailure.
 */
export async function resetPosition(
  service: ConsumerService,
  of: { stream: string; consumer: string },
  request: RequestedReset,
  actor: string,
): Promise<ConsumerReset> {
  const { link, index } = service.operations;
  const watched = knownConsumer(service, of.stream, of.consumer);
  const { requestId } = request;
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
    throw invalidRequest({ in: 'body', pointer: '/reason', detail: 'is missing: a reset needs it' });
  }
  // A repeated request gets its answer even if workers have connected since.
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
      throw new ProblemError('not-resettable', `The server refuses the reset: ${error.message}.`);
    }
    await markReset(link, of.stream, of.consumer, action.id);
  }
  return { ...answer, obstacle: null, action };
}

/** Who uses the consumer, in a sentence; null for nobody. */
async function obstacleOf(service: ConsumerService, of: WorkedOn): Promise<string | null> {
  const { heartbeats } = service;
  const connected = heartbeats.workersOn(of);
  if (connected.length > 0) {
    const names = connected.map(({ heartbeat }) => heartbeat.process).join(', ');
    return `Workers use this consumer (${names}). Stop them, and try again once they are disconnected.`;
  }
  const info = await existing(service, of);
  if (info.num_waiting > 0 || info.push_bound === true) {
    return 'A client fetches from this consumer. Stop it, and try again.';
  }
  if (!heartbeats.isCertain) {
    return 'The service has not received heartbeats for long enough to know whether a worker is connected. Try again in some seconds.';
  }
  return null;
}

function adviceOf(isProjection: boolean, { isExact }: ResetPlan): string | null {
  const rebuild = isProjection
    ? 'The usual way to fill a read model again is a rebuild (npm run rebuild): it wipes the store, and a new consumer fills it.'
    : null;
  const bounds = isExact
    ? null
    : 'Some events after the first unacknowledged one are acknowledged: these numbers are the maximum.';
  return [rebuild, bounds].filter((part) => part !== null).join(' ') || null;
}
