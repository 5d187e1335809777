import type { EncodedEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import { readCommandId } from '../../../contracts/command-id.ts';
import type { SampleAction, SampleTarget } from '../../../contracts/operation.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAction } from '../actions/perform-action.ts';
import { makePoison } from './make-poison.ts';
import { RunningPause } from './pause-store.ts';
import { CONVERSATION, messagesWithin, planConversation, planMessages } from './plan-samples.ts';
import { PAUSE_MS, type SampleService } from './sample-service.ts';
import { type SampleGateway, sendSamples } from './send-samples.ts';

/** Each action is stored first, then done, once per request. All throw ProblemError, LogUnavailable, StoreFailure. */
interface By {
  requestId: string;
  operator: string;
}

/** Begins the demo's conversation. */
export async function sendTraffic(service: SampleService, by: By): Promise<void> {
  const { running } = service;
  const { channels } = await service.offer.demand(CONVERSATION);
  await perform(service, by, {
    sample: 'traffic',
    action: { kind: 'samples-sent', commands: CONVERSATION },
    refusal: () => (running.traffic?.isGoing ? 'is being sent already' : undefined),
    async do() {
      running.traffic?.end();
      const plan = planConversation(by.requestId, channels);
      running.traffic = sendSamples(gatewayOf(service), service.operations.status, plan);
    },
  });
}

/** Stores one event that no worker can apply. */
export async function sendPoison(service: SampleService, by: By): Promise<void> {
  await service.offer.demand(1);
  await perform(service, by, {
    sample: 'poison',
    action: { kind: 'sample-poison-sent' },
    refusal: () => undefined,
    do: () => appendPoison(service, by.requestId),
  });
}

async function appendPoison(service: SampleService, requestId: string): Promise<void> {
  const { running, log, acceptDeadlineMs } = service;
  const { generation } = log;
  if (!generation)
    throw new ProblemError('unavailable', 'The log accepts no events now. Try again in a second.');
  const actor = gatewayOf(service).keys[0]!.caller;
  const earlier = running.unconfirmed.get(requestId);
  const poison =
    earlier && isKnownAgain(earlier, service)
      ? earlier
      : makePoison(generation, { actor, correlationId: requestId });
  running.unconfirmed.set(requestId, poison);
  const outcome = await log.append(poison, performance.now() + acceptDeadlineMs);
  if (outcome.kind === 'unknown')
    throw new ProblemError(
      'outcome-unknown',
      'The log did not confirm the event in time. Send the request again with the same request id.',
    );
  running.unconfirmed.delete(requestId);
  if (outcome.kind === 'refused')
    throw new ProblemError('unavailable', 'The log did not take the event. Try again in a second.');
}

/** Whether the log would recognize a duplicate and store the event once; later it would be a second event with the same id. */
const isKnownAgain = ({ id }: EncodedEvent, { duplicateWindowMs }: SampleService): boolean =>
  Math.abs(Date.now() - (readCommandId(id)?.mintedAt ?? 0)) < duplicateWindowMs / 2;

/** Pauses the store, and sends messages that wait for it. */
export async function pauseStore(service: SampleService, by: By): Promise<void> {
  const { running, hold } = service;
  if (typeof hold !== 'function') throw new ProblemError('samples-not-offered', hold.why);
  await service.offer.demand(messagesWithin(PAUSE_MS));
  await perform(service, by, {
    sample: 'store',
    action: { kind: 'sample-store-paused', seconds: PAUSE_MS / 1_000 },
    refusal: () => (running.pause?.isHeld ? 'is paused already' : undefined),
    async do() {
      const letGo = await hold().catch(cannotHold);
      running.pause?.end();
      const plan = planMessages(by.requestId, PAUSE_MS);
      const messages = sendSamples(gatewayOf(service), service.operations.status, plan);
      running.pause = new RunningPause(letGo, PAUSE_MS, messages);
    },
  });
}

function cannotHold(error: unknown): never {
  if (!(error instanceof StoreFailure) || error.failureClass === 'bug') throw error;
  const why =
    error.code === 'no-file' ? error.message : 'Another program writes there, or the file can’t be used.';
  throw new ProblemError(
    'unavailable',
    `The history store could not be paused. ${why} Try again in a second.`,
    {
      headers: { 'retry-after': '1' },
    },
  );
}

/** Resumes the store early. Always allowed: it ends what was begun. */
export async function releaseStore(service: SampleService, by: By): Promise<void> {
  const { pause } = service.running;
  await perform(service, by, {
    sample: 'store',
    action: { kind: 'sample-store-released' },
    refusal: () => (pause?.isHeld ? undefined : 'is not paused'),
    do: async () => pause?.release(),
  });
}

async function perform(
  { operations, running: { requests } }: SampleService,
  { requestId, operator }: By,
  how: {
    sample: SampleTarget;
    action: SampleAction;
    refusal: () => string | undefined;
    do: () => Promise<void>;
  },
): Promise<void> {
  const request = `${how.sample} ${requestId}`;
  await performAction(operations, {
    target: { target: 'sample', sample: how.sample },
    action: how.action,
    actor: operator,
    requestId,
    reason: null,
    revision: undefined,
    async judge() {
      const refusal = how.refusal();
      if (refusal === undefined) requests.judged(request);
      return { refusal, revision: 0 };
    },
  });
  await requests.once(request, how.do);
}

function gatewayOf({ gateway }: SampleService): SampleGateway {
  if (!gateway)
    throw new ProblemError('samples-not-offered', 'No gateway is configured to send demo data to.');
  return gateway;
}
